import { randomBytes } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { RunTree } from '../dialogs/tree.ts';
import { beginCase, type Case } from '../engine/case.ts';
import type { Event, Intent, Stamp } from '../engine/event.ts';
import { standsOn } from '../engine/position.ts';
import type { Log } from '../log/log.ts';
import { otherLocale, pickLocale } from '../text/index.ts';
import { keyOf, threadOf } from './conversation-key.ts';
import { forgetConversation, greetOnce } from './greeting.ts';
import { type Inbound, personOf, readInbound, settingsOf } from './inbound.ts';
import { chosenLanguage, rememberLanguage } from './language-choice.ts';
import { present, type Stage } from './presenter.ts';
import { transact } from './transaction.ts';
import type { TurnQueue } from './turn-queue.ts';
import { withTyping } from './typing.ts';

/** What a turn works with. */
export interface TurnParts extends Stage {
    readonly runTree: RunTree;
    readonly queue: TurnQueue;
    readonly log: Log;
    /** The time, ISO 8601 in UTC. */
    readonly now: () => string;
}

/** Texts that mean the same wherever the case stands are not bound to a revision; answers are. */
const ANSWERS: ReadonlySet<Intent['kind']> = new Set(['yes', 'no', 'works', 'fails', 'unsure', 'skip', 'cannot', 'back']);

/** The only place where an activity is handled: taps, Submits and typed words all end here. */
export async function handleTurn(parts: TurnParts, context: TurnContext): Promise<void> {
    const inbound = readInbound(context.activity);
    switch (inbound.kind) {
        case 'event':
            context.activity.conversation.id = threadOf(context.activity);
            return withTyping(context, parts.log, () => takeEvent(parts, context, inbound));
        case 'installed':
            return greetOnce(parts, context, parts.now());
        case 'removed':
            return forgetConversation(parts, context.activity.conversation.id);
        case 'ignored':
            if (context.activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: { status: 501 } });
    }
}

async function takeEvent(parts: TurnParts, context: TurnContext, { channel, reply }: Extract<Inbound, { kind: 'event' }>): Promise<void> {
    const { store, queue, runTree, log, now } = parts;
    const key = keyOf('case', context.activity.conversation.id);
    const stamp: Stamp = {
        by: personOf(context.activity),
        at: now(),
        zone: settingsOf(context.activity).zone,
        spareId: randomBytes(6).toString('hex'),
    };
    const bound: Event = { ...reply, stamp };
    const event = channel === 'text' && ANSWERS.has(reply.intent.kind) ? { ...bound, ...(await bindingNow(parts, key)) } : bound;

    const done = await queue.run(key, () =>
        transact({
            store,
            key,
            activityId: context.activity.id ?? stamp.spareId,
            fresh: () => freshCase(parts, context, stamp),
            run: (c) => runTree(c, inLanguage(event, c)),
            look: (c) => runTree(c, { intent: { kind: 'hello' }, stamp }),
        }),
    );
    log.debug({ channel, intent: reply.intent.kind, move: done.move.kind, note: done.note?.kind, repeated: done.repeated }, 'turn');
    if (reply.intent.kind === 'language' && !done.repeated) await rememberLanguage(store, stamp.by.id, done.case.locale);
    await present(parts, context, channel, event, done);
}

/** A typed answer is meant for the question on show when it arrives, not for whatever is open when its turn comes. */
async function bindingNow({ store }: TurnParts, key: string): Promise<Pick<Event, 'binding'>> {
    const c = (await store.read(key))?.value as Case | undefined;
    if (!c) return {};
    const step = standsOn(c);
    return { binding: { caseId: c.id, revision: c.revision, ...(step && { step }) } };
}

/** "The other language" depends on the one that the case speaks. */
function inLanguage(event: Event, { locale }: Case): Event {
    const { intent } = event;
    return intent.kind === 'language' && intent.locale === 'other' ? { ...event, intent: { kind: 'language', locale: otherLocale(locale) } } : event;
}

/** A case in the language that its beginner has chosen, else in that of their Teams. */
async function freshCase({ rules, store }: TurnParts, { activity }: TurnContext, { by, spareId, at, zone }: Stamp): Promise<Case> {
    const locale = (await chosenLanguage(store, by.id)) ?? pickLocale(settingsOf(activity).locale);
    return beginCase({ id: spareId, guide: rules.guide.revision, locale, zone, startedAt: at });
}
