import { randomBytes } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { errorFields, type Log } from '../log/log.ts';
import { fill, type Texts, textsOf } from '../text/index.ts';
import { settingsOf } from './inbound.ts';
import { answerInvoke } from './presenter.ts';
import { CaseBusyError, OutcomeUnknownError } from './transaction.ts';
import { TurnTimeoutError } from './turn-queue.ts';

/** The case has moved, and its card could not be shown. */
export class NotShownError extends Error {
    constructor(options: ErrorOptions) {
        super('The case has moved, and its card could not be shown.', options);
        this.name = 'NotShownError';
    }
}

/** What is known of the case after an error: as a rule that it is unchanged. */
function sentenceFor(error: unknown, { busy, late, shown, turn }: Texts['errors']): string {
    if (error instanceof CaseBusyError) return busy;
    if (error instanceof NotShownError) return shown;
    return error instanceof TurnTimeoutError || error instanceof OutcomeUnknownError ? late : turn;
}

/**
 * Tells the person that a turn failed, in their language, with a reference that the log carries too. A tap is answered
 * in its response and keeps its card, so that it can be tapped again. Nothing of the error itself is told.
 */
export async function tellFailure(log: Log, context: TurnContext, error: unknown): Promise<void> {
    const reference = randomBytes(4).toString('hex').replace(/^.{4}/, '$&-');
    log.error({ reference, activity: context.activity.type, ...errorFields(error) }, 'turn failed');
    const { errors } = textsOf(settingsOf(context.activity).locale ?? '');
    const sentence = fill(sentenceFor(error, errors), { reference });
    try {
        if (context.activity.type === 'invoke') await answerInvoke(context, 'application/vnd.microsoft.activity.message', sentence);
        else if (context.activity.type === 'message') await context.sendActivity(sentence);
    } catch (second) {
        log.error({ reference, ...errorFields(second) }, 'failure not told');
    }
}
