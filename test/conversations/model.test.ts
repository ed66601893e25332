import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ButtonData } from '../../src/cards/buttons.ts';
import type { Card } from '../../src/cards/render.ts';
import type { Case } from '../../src/engine/case.ts';
import { openMemory } from '../../src/storage/memory.ts';
import type { Store } from '../../src/storage/store.ts';
import { buttonsOf, tapAreasOf } from '../support/card.ts';
import { ASA, Conversation, KIM, SAM, type Talker } from '../support/conversation.ts';
import { cardIn, FakeTeams, type ShownMessage } from '../support/fake-teams.ts';

/**
 * Random talk of several people in several conversations, against a small model of each conversation: the case that is
 * saved, and which data fit it. After every activity these hold:
 *
 * 1. A case moves only by a fitting event: data of another case or another revision change nothing.
 * 2. It moves at most once per revision: an event raises the revision by one or leaves it, and a delivery that comes
 *    again changes nothing.
 * 3. No conversation sees another's: an activity changes the case of its own conversation alone, and shows no other.
 * 4. Whoever says or taps something gets an answer.
 * 5. A restart changes nothing.
 */

const PEOPLE: readonly Talker[] = [KIM, SAM, ASA];
const ROOMS = ['a:personal', '19:group@thread.v2', '19:c@thread.tacv2;messageid=1', '19:c@thread.tacv2;messageid=2'] as const;
const WORDS = [
    'yes',
    'nej',
    'not sure',
    'tillbaka',
    'status',
    'help',
    'restart',
    'escalate',
    'svenska',
    'in English',
    'connectivity',
    '3',
    'no events 33004 found',
    '',
    'qwerty',
];

type Step =
    | { readonly kind: 'says'; readonly word: string }
    /** Taps button `button` of the card that was shown `ago` cards before. */
    | { readonly kind: 'taps'; readonly button: number; readonly ago: number; readonly submit: boolean }
    /** The last activity of the room is delivered again. */
    | { readonly kind: 'again' }
    | { readonly kind: 'restart' };
type Turn = { readonly room: number; readonly person: number; readonly step: Step };

const turns: fc.Arbitrary<Turn[]> = fc.array(
    fc.record({
        room: fc.nat(ROOMS.length - 1),
        person: fc.nat(PEOPLE.length - 1),
        step: fc.oneof(
            { weight: 3, arbitrary: fc.record({ kind: fc.constant('says' as const), word: fc.constantFrom(...WORDS) }) },
            {
                weight: 8,
                arbitrary: fc.record({
                    kind: fc.constant('taps' as const),
                    button: fc.nat(7),
                    ago: fc.constantFrom(0, 0, 0, 1, 2, 5),
                    submit: fc.boolean(),
                }),
            },
            { weight: 1, arbitrary: fc.constant({ kind: 'again' as const }) },
            { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
        ),
    }),
    { minLength: 5, maxLength: 40 },
);

/** Intents that may come without a binding, or whatever the case stands at. */
const UNBOUND = ['start', 'language', 'help', 'hello', 'status'];

/** A card as it was shown, and the message that it is in. */
interface ShownCard {
    readonly card: Card;
    readonly messageId: string;
}

/** One conversation, with the cards it has shown. All rooms share one Teams and one store, as in life. */
class Room {
    readonly cards: ShownCard[] = [];
    last: { readonly activity: object; readonly by: Talker } | undefined;
    talk: Conversation;
    private readonly id: string;
    private readonly teams: FakeTeams;
    private readonly store: Store;

    constructor(id: string, teams: FakeTeams, store: Store) {
        this.id = id;
        this.teams = teams;
        this.store = store;
        this.talk = this.open();
    }

    open(): Conversation {
        return new Conversation(KIM, { teams: this.teams, store: this.store, conversationId: this.id });
    }

    /** The messages of this conversation. */
    get messages(): readonly ShownMessage[] {
        return this.teams.messages.filter(({ conversationId }) => conversationId === this.id);
    }

    /** Keeps a card that was shown, and sees that it is one of this conversation. */
    async shows(card: Card | undefined, messageId: string): Promise<void> {
        if (card === undefined) return;
        const c = await this.talk.saved();
        for (const { data } of buttonsOf(card)) if (data.case !== undefined) expect(data.case).toBe(c.id);
        this.cards.push({ card, messageId });
        if (this.cards.length > 8) this.cards.shift();
    }
}

const dataOn = (card: Card | undefined, index: number): ButtonData | undefined => {
    const all = card ? [...buttonsOf(card), ...tapAreasOf(card)].map(({ data }) => data) : [];
    return all[index % Math.max(all.length, 1)];
};

function fits(data: ButtonData, c: Case | undefined): boolean {
    if (data.case === undefined || UNBOUND.includes(data.intent.kind)) return true;
    return c !== undefined && data.case === c.id && data.revision === c.revision;
}

/** What the rules above allow to be saved after an event, given what was saved before. */
function expectAllowed(before: Case | undefined, after: Case | undefined, mayMove: boolean): void {
    if (before === undefined || after === undefined) return;
    if (!mayMove) expect(after).toEqual(before);
    else if (after.id === before.id) expect([before.revision, before.revision + 1]).toContain(after.revision);
    else expect(after.revision).toBeLessThanOrEqual(1);
    if (after.id === before.id && after.revision === before.revision) expect(after.answers).toEqual(before.answers);
    expect(new Set(after.answers.map(({ step }) => step)).size).toBe(after.answers.length);
}

async function play(room: Room, by: Talker, step: Step): Promise<void> {
    const before = await room.talk.saved();
    switch (step.kind) {
        case 'restart':
            room.talk = room.open();
            return expect(await room.talk.saved()).toEqual(before);
        case 'again':
            if (room.last) await room.talk.deliver(room.last.activity, room.last.by);
            return expect(await room.talk.saved()).toEqual(before);
        case 'says':
            return says(room, by, step.word, before);
        case 'taps':
            return taps(room, by, step, before);
    }
}

async function says(room: Room, by: Talker, text: string, before: Case | undefined): Promise<void> {
    const sends = room.messages.length;
    room.last = { activity: room.talk.activityOf({ type: 'message', text }, by), by };
    await room.talk.deliver(room.last.activity, by);
    expectAllowed(before, await room.talk.saved(), true);
    expect(room.messages).toHaveLength(sends + 1);
    const sent = room.messages.at(-1);
    if (sent) await room.shows(cardIn(sent.activity), sent.id);
}

async function taps(room: Room, by: Talker, { button, ago, submit }: Extract<Step, { kind: 'taps' }>, before: Case | undefined): Promise<void> {
    const tapped = room.cards.at(-1 - ago);
    const data = dataOn(tapped?.card, button);
    if (!tapped || !data) return;
    const sends = room.messages.length;
    const activity = submit
        ? { type: 'message', value: data }
        : { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', data } } };
    room.last = { activity: room.talk.activityOf({ ...activity, replyToId: tapped.messageId }, by), by };
    await room.talk.deliver(room.last.activity, by);
    expectAllowed(before, await room.talk.saved(), fits(data, before));
    if (!submit) {
        expect(room.talk.invokeAnswer).toMatchObject({ status: 200, body: { statusCode: 200 } });
        return room.shows(room.talk.invokeAnswer?.body?.value as Card, tapped.messageId);
    }
    const shown = room.messages.length > sends ? room.messages.at(-1) : room.messages.find(({ id }) => id === tapped.messageId);
    if (shown) await room.shows(cardIn(shown.activity), shown.id);
}

describe('any talk', () => {
    it('keeps the five rules, in 2,000 random conversations', async () => {
        let conversations = 0;
        await fc.assert(
            fc.asyncProperty(turns, async (said) => {
                const [teams, store] = [new FakeTeams(), openMemory()];
                const rooms = ROOMS.map((id) => new Room(id, teams, store));
                for (const { room: index, person, step } of said) {
                    const room = rooms[index];
                    const by = PEOPLE[person];
                    if (!room || !by) throw new RangeError('No such room or person.');
                    const others = rooms.filter((other) => other !== room);
                    const untouched = await Promise.all(others.map((other) => other.talk.saved()));
                    await play(room, by, step);
                    expect(await Promise.all(others.map((other) => other.talk.saved()))).toEqual(untouched);
                }
                conversations += rooms.length;
            }),
            { numRuns: 500 },
        );
        expect(conversations).toBeGreaterThanOrEqual(2_000);
    });
});
