import { randomBytes } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { withSendBudget } from '../connector/send-budget.ts';
import type { RunTree } from '../dialogs/tree.ts';
import { beginCase, type Case, readCase } from '../engine/case.ts';
import type { Event, Intent, Stamp } from '../engine/event.ts';
import { standsOn } from '../engine/position.ts';
import { errorFields, type Log } from '../log/log.ts';
import { otherLocale, pickLocale, textsOf } from '../text/index.ts';
import { keyOf, threadOf } from './conversation-key.ts';
import { isShown } from './face.ts';
import { forgetConversation, greetOnce } from './greeting.ts';
import { type Inbound, personOf, readInbound, settingsOf } from './inbound.ts';
import { chosenLanguage, rememberLanguage } from './language-choice.ts';
import { activityFor, answerInvoke, present, referenceOf, type Stage, shareTap } from './presenter.ts';
import type { RecentActivities } from './recent-activities.ts';
import { type Done, transact } from './transaction.ts';
import { NotShownError } from './turn-error.ts';
import { type TurnQueue, TurnTimeoutError, within } from './turn-queue.ts';
import { withTyping } from './typing.ts';

/** What a turn works with. */
export interface TurnParts extends Stage {
    readonly runTree: RunTree;
    readonly queue: TurnQueue;
    readonly recent: RecentActivities;
    readonly log: Log;
    /** The time, ISO 8601 in UTC. */
    readonly now: () => string;
}

/** Texts that mean the same wherever the case stands are not bound to a revision; answers are. */
const ANSWERS: ReadonlySet<Intent['kind']> = new Set(['yes', 'no', 'works', 'fails', 'unsure', 'skip', 'cannot', 'back']);

/** A tap is answered within this time, whatever happens (milliseconds); Teams shows an error soon after. */
const INVOKE_LIMIT_MS = 5_000;
/** How long the sends of one turn may take, all together (milliseconds). */
const SEND_LIMIT_MS = 8_000;

/** The only place where an activity is handled: taps, Submits and typed words all end here. */
export async function handleTurn(parts: TurnParts, context: TurnContext): Promise<void> {
    const inbound = readInbound(context.activity);
    switch (inbound.kind) {
        case 'event':
            context.activity.conversation.id = threadOf(context.activity);
            return withSendBudget(SEND_LIMIT_MS, () =>
                withTyping(context, parts.log, () => takeOnce(parts, context, inbound, stampOf(parts, context))),
            );
        case 'installed':
            return greetOnce(parts, context, parts.now());
        case 'removed':
            return forgetConversation(parts, context.activity.conversation.id);
        case 'ignored':
            if (context.activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: { status: 501 } });
    }
}

type Said = Extract<Inbound, { kind: 'event' }>;

/** Teams delivers a slow activity again. The second delivery changes nothing: a tap gets the card as it is, a text is being answered. */
async function takeOnce(parts: TurnParts, context: TurnContext, said: Said, stamp: Stamp): Promise<void> {
    const id = `${context.activity.conversation.id} ${context.activity.id}`;
    if (!parts.recent.arrive(id, Date.parse(stamp.at))) {
        return said.channel === 'text' ? undefined : takeEvent(parts, context, { ...said, reply: { intent: { kind: 'hello' } } }, stamp);
    }
    try {
        await takeEvent(parts, context, said, stamp);
    } catch (error) {
        parts.recent.forget(id);
        throw error;
    }
}

async function takeEvent(parts: TurnParts, context: TurnContext, { channel, reply }: Said, stamp: Stamp): Promise<void> {
    const { store, log } = parts;
    const key = keyOf('case', context.activity.conversation.id);
    const bound: Event = { ...reply, stamp };
    const event = channel === 'text' && ANSWERS.has(reply.intent.kind) ? { ...bound, ...(await bindingNow(parts, key)) } : bound;
    const transaction = runInTurn(parts, context, key, event);
    if (channel === 'invoke' && (await isLate(transaction))) return answerLate(parts, context, event, transaction);

    const done = await transaction;
    log.debug({ channel, intent: reply.intent.kind, move: done.move.kind, note: done.note?.kind, repeated: done.repeated }, 'turn');
    if (reply.intent.kind === 'language' && !done.repeated) await rememberLanguage(store, stamp.by.id, done.case.locale);
    // A text that was handled before a restart, or by another instance, and whose card is there, needs no second one.
    if (channel === 'text' && done.repeated && (await isShown(store, keyOf('face', context.activity.conversation.id), done.case))) return;
    try {
        await present(parts, context, channel, event, done);
    } catch (cause) {
        throw done.moved ? new NotShownError({ cause }) : cause;
    }
}

/** Runs the event on the case when its turn in the conversation has come. */
function runInTurn(parts: TurnParts, { activity }: TurnContext, key: string, event: Event): Promise<Done> {
    const { store, queue, runTree } = parts;
    const { stamp } = event;
    // Read now: the context may not be used after the turn, and a late one goes on without it.
    const { locale } = settingsOf(activity);
    const activityId = activity.id ?? stamp.spareId;
    return queue.run(key, () =>
        transact({
            store,
            key,
            activityId,
            fresh: () => freshCase(parts, locale, stamp),
            run: (c) => runTree(c, inLanguage(event, c)),
            look: (c) => runTree(c, { intent: { kind: 'hello' }, stamp }),
        }),
    );
}

async function isLate(transaction: Promise<unknown>): Promise<boolean> {
    try {
        await within(INVOKE_LIMIT_MS, transaction);
        return false;
    } catch (error) {
        if (error instanceof TurnTimeoutError) return true;
        throw error;
    }
}

/** A tap that cannot be decided in time is answered in words; its card follows when it is. */
async function answerLate(parts: TurnParts, context: TurnContext, event: Event, transaction: Promise<Done>): Promise<void> {
    const [reference, tapped] = [referenceOf(context), context.activity.replyToId];
    transaction
        .then((done) => shareTap(parts, reference, tapped, event, done, activityFor(parts, event, done)))
        .catch((error: unknown) => parts.log.error(errorFields(error), 'late turn failed'));
    const { errors } = textsOf(settingsOf(context.activity).locale ?? '');
    await answerInvoke(context, 'application/vnd.microsoft.activity.message', errors.slow);
}

/** A typed answer is meant for the question on show when it arrives, not for whatever is open when its turn comes. */
async function bindingNow({ store }: TurnParts, key: string): Promise<Pick<Event, 'binding'>> {
    const c = readCase((await store.read(key))?.value);
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
async function freshCase({ rules, store }: TurnParts, teamsLocale: string | undefined, { by, spareId, at, zone }: Stamp): Promise<Case> {
    const locale = (await chosenLanguage(store, by.id)) ?? pickLocale(teamsLocale);
    return beginCase({ id: spareId, guide: rules.guide.revision, locale, zone, startedAt: at });
}

function stampOf({ now }: TurnParts, { activity }: TurnContext): Stamp {
    return { by: personOf(activity), at: now(), zone: settingsOf(activity).zone, spareId: randomBytes(6).toString('hex') };
}
