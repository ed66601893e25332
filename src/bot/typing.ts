import type { TurnContext } from 'botbuilder';
import { errorFields, type Log } from '../log/log.ts';

/** A person who typed should see within two seconds that something happens (milliseconds). */
const TYPING_AFTER_MS = 1_500;

/** Runs a turn, and shows that the bot is typing when it takes longer. A tap shows that by itself. */
export async function withTyping<T>(context: TurnContext, log: Log, turn: () => Promise<T>): Promise<T> {
    if (context.activity.type !== 'message') return turn();
    let shown: Promise<unknown> | undefined;
    const timer = setTimeout(() => {
        shown = context.sendActivity({ type: 'typing' }).catch((error: unknown) => log.warn(errorFields(error), 'typing not shown'));
    }, TYPING_AFTER_MS);
    try {
        return await turn();
    } finally {
        clearTimeout(timer);
        // The context may not be used after the turn.
        await shown;
    }
}
