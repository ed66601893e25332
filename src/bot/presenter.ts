import { type Activity, CardFactory, MessageFactory, TurnContext } from 'botbuilder';
import { answeredView } from '../cards/answered-view.ts';
import { type Card, render } from '../cards/render.ts';
import type { CardView, OwnSupport } from '../cards/scene.ts';
import { viewOf } from '../cards/view.ts';
import type { Event, Next } from '../engine/event.ts';
import type { Rules } from '../engine/position.ts';
import type { Store } from '../storage/store.ts';
import { keyOf } from './conversation-key.ts';
import { writeFace } from './face.ts';
import type { Channel } from './inbound.ts';
import type { Done } from './transaction.ts';
import type { UpdateQueue } from './update-queue.ts';

/** What the presenter works with. */
export interface Stage {
    readonly rules: Rules;
    readonly store: Store;
    readonly updates: UpdateQueue;
    readonly ownSupport: OwnSupport | undefined;
}

/** Cards that only tell something; they never become the card on show. */
const LOOKS: ReadonlySet<string> = new Set(['help', 'status', 'confirm-restart']);

/**
 * Shows the outcome of a turn: a tap is answered in place, and the shared message follows; a text gets a new card, and
 * the card before it keeps only its question and answer.
 */
export async function present(stage: Stage, context: TurnContext, channel: Channel, event: Event, done: Done): Promise<void> {
    const view = viewOf(stage.rules, done, event.stamp.at, stage.ownSupport);
    const tapped = context.activity.replyToId;
    if (channel === 'invoke') await answerInvoke(context, 'application/vnd.microsoft.card.adaptive', render(view));
    else if (channel === 'text' || !tapped) await sendCard(stage, context, event, done, view);
    else if (LOOKS.has(done.move.kind)) await context.sendActivity(cardActivity(view));
    else await replaceCard(stage, context, tapped, done, view);

    if (channel === 'text' || !tapped || !hasMoved(done)) return;
    if (channel === 'invoke') void replaceCard(stage, context, tapped, done, view);
    // A greeting that is tapped becomes the first card of a case: from then on it is the card on show.
    if (event.intent.kind === 'start') await noteFace(stage, context, done, tapped);
}

/** Answers an invoke in its HTTP response; anything that went as expected is status 200. */
export async function answerInvoke(context: TurnContext, type: string, value: Card | string): Promise<void> {
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: { statusCode: 200, type, value } } });
}

/** A card message; the summary is what a notification and a screen reader tell of it. */
export function cardActivity(view: CardView): Partial<Activity> {
    return { ...MessageFactory.attachment(CardFactory.adaptiveCard(render(view))), summary: view.summary };
}

const hasMoved = (done: Done): boolean => !done.repeated && done.case !== done.before;

function replaceCard(stage: Stage, context: TurnContext, activityId: string, { case: { revision } }: Next, view: CardView): Promise<void> {
    return stage.updates.put({
        reference: TurnContext.getConversationReference(context.activity),
        activityId,
        revision,
        activity: cardActivity(view),
    });
}

async function sendCard(stage: Stage, context: TurnContext, event: Event, done: Done, view: CardView): Promise<void> {
    const sent = await context.sendActivity(cardActivity(view));
    if (!sent?.id || LOOKS.has(done.move.kind)) return;
    const replaced = await noteFace(stage, context, done, sent.id);
    if (replaced === undefined || replaced === sent.id) return;
    void replaceCard(stage, context, replaced, done, answeredView(done.before, done.case, event.stamp));
}

/** @returns the message that was the card on show until now. */
async function noteFace({ store }: Stage, context: TurnContext, { case: { id, revision } }: Next, activityId: string): Promise<string | undefined> {
    const before = await writeFace(store, keyOf('face', context.activity.conversation.id), { activityId, caseId: id, revision });
    return before?.activityId;
}
