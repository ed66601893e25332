import { type Activity, CardFactory, type ConversationReference, MessageFactory, TurnContext } from 'botbuilder';
import { answeredView } from '../cards/answered-view.ts';
import { type Card, render } from '../cards/render.ts';
import type { CardView, OwnSupport } from '../cards/scene.ts';
import { viewOf } from '../cards/view.ts';
import { ConnectorError } from '../connector/connector-client.ts';
import type { Event, Next } from '../engine/event.ts';
import type { Rules } from '../engine/position.ts';
import type { Store } from '../storage/store.ts';
import { keyOf } from './conversation-key.ts';
import { type Face, faceOf, writeFace } from './face.ts';
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
    const activity = activityFor(stage, event, done);
    const reference = referenceOf(context);
    const tapped = context.activity.replyToId;
    if (channel === 'invoke') {
        await answerInvoke(context, 'application/vnd.microsoft.card.adaptive', activity.attachments?.[0]?.content);
        return shareTap(stage, reference, tapped, event, done, activity);
    }
    if (channel === 'text' || !tapped) return sendCard(stage, context, event, done, activity);
    if (LOOKS.has(done.move.kind)) await context.sendActivity(activity);
    else await replaceCard(stage, reference, tapped, done, activity);
    await noteFirstCard(stage, reference, tapped, event, done);
}

/** The message with the card for the outcome of a turn. */
export function activityFor({ rules, ownSupport }: Stage, { stamp }: Event, done: Done): Partial<Activity> {
    return cardActivity(viewOf(rules, done, stamp.at, ownSupport));
}

/**
 * After a tap that moved the case, the message that everybody sees follows. It needs no turn: the answer to the tap may
 * already be given.
 */
export async function shareTap(
    stage: Stage,
    reference: Reference,
    tapped: string | undefined,
    event: Event,
    done: Done,
    activity: Partial<Activity>,
): Promise<void> {
    if (!tapped || !done.moved) return;
    void replaceCard(stage, reference, tapped, done, activity);
    await noteFirstCard(stage, reference, tapped, event, done);
}

/** Answers an invoke in its HTTP response; anything that went as expected is status 200. */
export async function answerInvoke(context: TurnContext, type: string, value: Card | string): Promise<void> {
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: { statusCode: 200, type, value } } });
}

/** A card message; the summary is what a notification and a screen reader tell of it. */
export function cardActivity(view: CardView): Partial<Activity> {
    return { ...MessageFactory.attachment(CardFactory.adaptiveCard(render(view))), summary: view.summary };
}

type Reference = Partial<ConversationReference>;

/** Where a turn came from, to be kept longer than the turn. */
export const referenceOf = (context: TurnContext): Reference => TurnContext.getConversationReference(context.activity);

function replaceCard(
    { updates }: Stage,
    reference: Reference,
    activityId: string,
    { case: { revision } }: Next,
    activity: Partial<Activity>,
): Promise<void> {
    return updates.put({ reference, activityId, revision, activity });
}

/** A greeting that is tapped becomes the first card of a case: from then on it is the card on show. */
async function noteFirstCard({ store }: Stage, { conversation }: Reference, activityId: string, event: Event, { case: c }: Done): Promise<void> {
    if (event.intent.kind !== 'start' || !conversation) return;
    await writeFace(store, keyOf('face', conversation.id), faceOf(c, activityId));
}

/** Sends a new card. Where Teams has no room for it now, it is sent when there is, unless a newer one comes first. */
async function sendCard(stage: Stage, context: TurnContext, event: Event, done: Done, activity: Partial<Activity>): Promise<void> {
    const reference = referenceOf(context);
    const shows = async (activityId: string | undefined): Promise<void> => {
        if (activityId && !LOOKS.has(done.move.kind)) await becomeFace(stage, reference, event, done, activityId);
    };
    try {
        const sent = await context.sendActivity(activity);
        await shows(sent?.id);
    } catch (error) {
        if (!(error instanceof ConnectorError) || !error.passing) throw error;
        void stage.updates.put({ reference, activityId: undefined, revision: done.case.revision, activity, whenSent: shows });
    }
}

/** The new card is the one on show; the one before it keeps only its question and answer. */
async function becomeFace(stage: Stage, reference: Reference, event: Event, done: Done, activityId: string): Promise<void> {
    const face: Face = faceOf(done.case, activityId);
    const replaced = reference.conversation && (await writeFace(stage.store, keyOf('face', reference.conversation.id), face));
    if (!replaced || replaced.activityId === activityId) return;
    void replaceCard(stage, reference, replaced.activityId, done, cardActivity(answeredView(done.before, done.case, event.stamp)));
}
