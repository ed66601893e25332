import type { CloudAdapter, TurnContext } from 'botbuilder';
import { RecentActivities } from './bot/recent-activities.ts';
import { handleTurn } from './bot/turn.ts';
import { tellFailure } from './bot/turn-error.ts';
import { TurnQueue } from './bot/turn-queue.ts';
import { type Update, UpdateQueue } from './bot/update-queue.ts';
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

/** How long a turn may hold its conversation (milliseconds): well below the 15 s after which Teams gives up on it. */
const TURN_LIMIT_MS = 10_000;

/** Sends or replaces a message outside any turn. */
async function deliver(adapter: BotParts['adapter'], appId: string, { reference, activityId, activity }: Update): Promise<string | undefined> {
    let id: string | undefined;
    await adapter.continueConversationAsync(appId, reference, async (context) => {
        if (activityId === undefined) {
            id = (await context.sendActivity(activity))?.id;
        } else {
            await context.updateActivity({ ...activity, id: activityId });
            id = activityId;
        }
    });
    return id;
}

/** Builds the bot from its parts. */
export function buildBot({ adapter, appId, store, log, ownSupport, now }: BotParts): Bot {
    const rules: Rules = { guide, policy: guideOrder };
    const queue = new TurnQueue(TURN_LIMIT_MS);
    const updates = new UpdateQueue((update) => deliver(adapter, appId, update), log);
    const parts = { rules, runTree: buildTree(rules), store, queue, updates, recent: new RecentActivities(), log, ownSupport, now };

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
