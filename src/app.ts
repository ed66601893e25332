import type { CloudAdapter, TurnContext } from 'botbuilder';
import { handleTurn } from './bot/turn.ts';
import { tellFailure } from './bot/turn-error.ts';
import { TurnQueue } from './bot/turn-queue.ts';
import { UpdateQueue } from './bot/update-queue.ts';
import type { OwnSupport } from './cards/scene.ts';
import { buildTree } from './dialogs/tree.ts';
import { guideOrder } from './engine/policy.ts';
import type { Rules } from './engine/position.ts';
import { guide } from './guide/index.ts';
import type { Log } from './log/log.ts';
import type { Store } from './storage/store.ts';

/** What the bot is built from; tests give other parts. */
export interface BotParts {
    readonly adapter: Pick<CloudAdapter, 'continueConversationAsync'>;
    readonly appId: string;
    readonly store: Store;
    readonly log: Log;
    readonly ownSupport: OwnSupport | undefined;
    /** The time, ISO 8601 in UTC. */
    readonly now: () => string;
}

/** The whole bot but for socket and environment. */
export interface Bot {
    /** Handles one activity. Never rejects: a failure is told to the person and logged. */
    onTurn(context: TurnContext): Promise<void>;
    /** Resolves when no turn and no card update is under way. */
    settled(): Promise<void>;
}

/** Builds the bot from its parts. */
export function buildBot({ adapter, appId, store, log, ownSupport, now }: BotParts): Bot {
    const rules: Rules = { guide, policy: guideOrder };
    const queue = new TurnQueue();
    const updates = new UpdateQueue(({ reference, activityId, activity }) => {
        return adapter.continueConversationAsync(appId, reference, async (context) => {
            await context.updateActivity({ ...activity, id: activityId });
        });
    }, log);
    const parts = { rules, runTree: buildTree(rules), store, queue, updates, log, ownSupport, now };

    return {
        async onTurn(context) {
            try {
                await handleTurn(parts, context);
            } catch (error) {
                await tellFailure(log, context, error);
            }
        },
        async settled() {
            await queue.drained();
            await updates.drained();
        },
    };
}
