import type { TurnContext } from 'botbuilder';
import type { Event, Next } from '../engine/event.ts';

/** One run of the dialog tree: what happened, and the outcome so far. Never stored. */
export interface Attempt {
    readonly event: Event;
    next: Next;
}

const ATTEMPT = Symbol('attempt');

/** Puts a new attempt on the turn, in the place of an earlier one. */
export function beginAttempt(context: TurnContext, attempt: Attempt): void {
    context.turnState.set(ATTEMPT, attempt);
}

/** @throws {TypeError} when a dialog runs outside `runTree`. */
export function attemptOf(context: TurnContext): Attempt {
    const attempt: Attempt | undefined = context.turnState.get(ATTEMPT);
    if (!attempt) throw new TypeError('The dialogs run only inside runTree.');
    return attempt;
}
