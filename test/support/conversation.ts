import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { type Bot, buildBot } from '../../src/app.ts';
import { keyOf } from '../../src/bot/conversation-key.ts';
import type { Card } from '../../src/cards/render.ts';
import type { OwnSupport } from '../../src/cards/scene.ts';
import type { Case } from '../../src/engine/case.ts';
import type { Intent } from '../../src/engine/event.ts';
import { openLog } from '../../src/log/log.ts';
import { openMemory } from '../../src/storage/memory.ts';
import type { Store } from '../../src/storage/store.ts';
import { buttonsOf, headingOf, stepOn, textOf } from './card.ts';
import { cardIn, FakeTeams, type InvokeAnswer } from './fake-teams.ts';

/** Somebody who talks to the bot. */
export interface Talker {
    readonly id: string;
    readonly name: string;
    readonly locale: string;
}

export const KIM: Talker = { id: 'kim', name: 'Kim', locale: 'en-GB' };
export const SAM: Talker = { id: 'sam', name: 'Sam', locale: 'en-GB' };
export const ASA: Talker = { id: 'asa', name: 'Åsa', locale: 'sv-SE' };

const BOT = { id: '28:bot', name: 'Test Bot' };

/** An activity to be delivered; what is undefined is left out, as JSON does. */
type Sent = { readonly [Field in keyof Activity]?: Activity[Field] | undefined };

/** What a conversation may be given in the place of its usual parts. */
export interface Setting {
    readonly store?: Store;
    readonly ownSupport?: OwnSupport;
    readonly conversationId?: string;
    readonly teams?: FakeTeams;
}

/** A talk with the real bot behind a fake Teams: says, taps, and what the person then sees. */
export class Conversation {
    readonly teams: FakeTeams;
    readonly store: Store;
    readonly id: string;
    /** The card that the last turn showed to the one who caused it. */
    card: Card = {};
    /** What the last invoke was answered with. */
    invokeAnswer: InvokeAnswer | undefined;
    private readonly bot: Bot;
    private readonly talker: Talker;
    /** Keeps the activity ids of two talks on one store apart. */
    private readonly run = randomUUID();
    private activities = 0;
    private minutes = 0;

    constructor(talker: Talker = KIM, { store = openMemory(), ownSupport, conversationId = 'a:personal', teams = new FakeTeams() }: Setting = {}) {
        this.talker = talker;
        this.teams = teams;
        this.store = store;
        this.id = conversationId;
        this.bot = buildBot({ adapter: teams, appId: '', store, log: openLog('silent'), ownSupport, now: () => this.tick() });
    }

    /** The step that the card asks about or helps with. */
    get step(): string | undefined {
        return stepOn(this.card);
    }

    get heading(): string {
        return headingOf(this.card);
    }

    get text(): string {
        return textOf(this.card);
    }

    /** Types a text. */
    async says(text: string, by: Talker = this.talker): Promise<this> {
        const before = this.teams.messages.length;
        await this.deliver({ type: 'message', text }, by);
        this.card = cardIn(this.teams.messages.slice(before).at(-1)?.activity) ?? {};
        return this;
    }

    /** Taps the button of an intent, on the card shown last or on another one. */
    async taps(intent: Intent['kind'] | `start-${string}`, { on = this.card, by = this.talker }: { on?: Card; by?: Talker } = {}): Promise<this> {
        const button = buttonsOf(on).find(({ id }) => id === intent);
        if (!button) throw new Error(`No button "${intent}" among ${buttonsOf(on).map(({ id }) => id)}.`);
        return this.invokes(button.data, by, this.messageWith(on));
    }

    /** Sends the data of a button, made up or real. */
    async invokes(data: unknown, by: Talker = this.talker, replyToId = this.teams.messages.at(-1)?.id): Promise<this> {
        const value = { action: { type: 'Action.Execute', verb: 'any', data }, trigger: 'manual' };
        await this.deliver({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId }, by);
        this.card = (this.invokeAnswer?.body?.value as Card | undefined) ?? {};
        return this;
    }

    /** Sends the data of a button the way an old client does: as a message. */
    async submits(data: unknown, by: Talker = this.talker, replyToId = this.teams.messages.at(-1)?.id): Promise<this> {
        await this.deliver({ type: 'message', value: data, replyToId }, by);
        this.card = cardIn(this.teams.messages.find(({ id }) => id === replyToId)?.activity) ?? {};
        return this;
    }

    /** Delivers any activity, and waits until the turn and its card updates are done. */
    async deliver(activity: Sent, by: Talker = this.talker): Promise<void> {
        this.invokeAnswer = await this.teams.deliver(this.activityOf(activity, by), (context) => this.bot.onTurn(context));
        await this.bot.settled();
    }

    /** An activity as Teams would send it. */
    activityOf(activity: Sent, by: Talker = this.talker): Partial<Activity> {
        this.activities += 1;
        return {
            id: `${this.run}-${this.activities}`,
            channelId: 'msteams',
            serviceUrl: 'https://smba.trafficmanager.net/emea/',
            conversation: { id: this.id, isGroup: false, conversationType: 'personal', name: '' },
            from: { id: `29:${by.id}`, name: by.name, aadObjectId: by.id },
            recipient: BOT,
            locale: by.locale,
            localTimezone: 'Europe/Stockholm',
            ...activity,
        } as Partial<Activity>;
    }

    /** Delivers without waiting for the turn. */
    send(activity: Partial<Activity>): Promise<InvokeAnswer | undefined> {
        return this.teams.deliver(activity, (context) => this.bot.onTurn(context));
    }

    async settled(): Promise<void> {
        await this.bot.settled();
    }

    /** The saved case. */
    async saved(): Promise<Case> {
        return (await this.store.read(keyOf('case', this.id)))?.value as Case;
    }

    /** The message that shows a card now, for everybody. */
    private messageWith(card: Card): string | undefined {
        const same = this.teams.messages.find(({ activity }) => JSON.stringify(cardIn(activity)) === JSON.stringify(card));
        return (same ?? this.teams.messages.at(-1))?.id;
    }

    /** A minute passes with every turn, from 14:00 in Stockholm. */
    private tick(): string {
        this.minutes += 1;
        return new Date(Date.UTC(2026, 10, 20, 13, this.minutes)).toISOString();
    }
}
