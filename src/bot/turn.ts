import { randomBytes } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { viewOf } from '../cards/view.ts';
import type { RunTree } from '../dialogs/tree.ts';
import { beginCase, type Case } from '../engine/case.ts';
import type { Event, Intent, Stamp } from '../engine/event.ts';
import type { Log } from '../log/log.ts';
import { pickLocale } from '../text/index.ts';
import { keyOf } from './conversation-key.ts';
import { type Inbound, personOf, readInbound, settingsOf } from './inbound.ts';
import { cardActivity, present, type Stage } from './presenter.ts';
import { transact } from './transaction.ts';
import type { TurnQueue } from './turn-queue.ts';

/** What a turn works with. */
export interface TurnParts extends Stage {
    readonly runTree: RunTree;
    readonly queue: TurnQueue;
    readonly log: Log;
    /** The time, ISO 8601 in UTC. */
    readonly now: () => string;
}

/** Texts that mean the same wherever the case stands are not bound to a revision; answers are. */
const ANSWERS: ReadonlySet<Intent['kind']> = new Set(['yes', 'no', 'unsure', 'skip', 'cannot', 'back']);

/** The only place where an activity is handled: taps, Submits and typed words all end here. */
export async function handleTurn(parts: TurnParts, context: TurnContext): Promise<void> {
    const inbound = readInbound(context.activity);
    switch (inbound.kind) {
        case 'event':
            return takeEvent(parts, context, inbound);
        case 'installed':
            return greet(parts, context);
        case 'ignored':
            if (context.activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: { status: 501 } });
    }
}

async function takeEvent(parts: TurnParts, context: TurnContext, { channel, reply }: Extract<Inbound, { kind: 'event' }>): Promise<void> {
    const { store, queue, runTree, log } = parts;
    const key = keyOf('case', context.activity.conversation.id);
    const stamp = stampOf(parts, context);
    const bound: Event = { ...reply, stamp };
    const event = channel === 'text' && ANSWERS.has(reply.intent.kind) ? { ...bound, ...(await bindingNow(parts, key)) } : bound;
    const fresh = (): Case => freshCase(parts, context, stamp);

    const done = await queue.run(key, () =>
        transact({
            store,
            key,
            activityId: context.activity.id ?? stamp.spareId,
            fresh,
            run: (c) => runTree(context, c, event),
            look: (c) => runTree(context, c, { intent: { kind: 'hello' }, stamp }),
        }),
    );
    log.debug({ channel, intent: reply.intent.kind, move: done.move.kind, note: done.note?.kind, repeated: done.repeated }, 'turn');
    await present(parts, context, channel, event, done);
}

/** A typed answer is meant for the question on show when it arrives, not for whatever is open when its turn comes. */
async function bindingNow({ store }: TurnParts, key: string): Promise<Pick<Event, 'binding'>> {
    const c = (await store.read(key))?.value as Case | undefined;
    return c ? { binding: { caseId: c.id, revision: c.revision } } : {};
}

/** One card for a chat or team that the bot was added to. It begins no case: the first tap or word does. */
async function greet(parts: TurnParts, context: TurnContext): Promise<void> {
    const stamp = stampOf(parts, context);
    const next = { case: freshCase(parts, context, stamp), move: { kind: 'start' } } as const;
    await context.sendActivity(cardActivity(viewOf(parts.rules, next, stamp.at, parts.ownSupport)));
}

function stampOf({ now }: TurnParts, { activity }: TurnContext): Stamp {
    return { by: personOf(activity), at: now(), zone: settingsOf(activity).zone, spareId: randomBytes(6).toString('hex') };
}

function freshCase({ rules }: TurnParts, { activity }: TurnContext, { spareId, at, zone }: Stamp): Case {
    return beginCase({ id: spareId, guide: rules.guide.revision, locale: pickLocale(settingsOf(activity).locale), zone, startedAt: at });
}
