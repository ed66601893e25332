import type { Activity, ConversationReference } from 'botbuilder';
import { withSendBudget } from '../connector/send-budget.ts';
import { errorFields, type Log } from '../log/log.ts';

/** A card message to be replaced. */
export interface Update {
    /** Where the message is; a stored reference, never a captured turn context. */
    readonly reference: Partial<ConversationReference>;
    /** The message to replace; nothing when a new one is to be sent. */
    readonly activityId: string | undefined;
    /** The state of the case that the activity shows; only the newest is sent. */
    readonly revision: number;
    readonly activity: Partial<Activity>;
    /** Called with the id of the message once it is there. */
    readonly whenSent?: (activityId: string | undefined) => Promise<void>;
}

/** Sends one update to the channel. @returns the id of the message. */
export type SendUpdate = (update: Update) => Promise<string | undefined>;

interface Line {
    /** The newest update not yet on its way. */
    next: Update | undefined;
    done: Promise<void>;
}

/** How long one update is tried: nobody waits for it (milliseconds). */
const UPDATE_LIMIT_MS = 60_000;
/** How many card messages may have updates under way; the queue is emptied far faster than people tap. */
const LINE_LIMIT = 5_000;

/**
 * Replaces card messages for everybody, beside the turns. Each message has its own line, in which only the newest
 * revision is kept and sent, so that an older state never lands on top of a newer one.
 */
export class UpdateQueue {
    private readonly lines = new Map<string, Line>();
    private readonly send: SendUpdate;
    private readonly log: Log;

    constructor(send: SendUpdate, log: Log) {
        this.send = send;
        this.log = log;
    }

    /** @returns a promise of the time when this update, or a newer one of the same message, has been tried. It never rejects. */
    put(update: Update): Promise<void> {
        const key = `${update.reference.conversation?.id} ${update.activityId}`;
        const line = this.lines.get(key);
        if (line) {
            if (!line.next || line.next.revision <= update.revision) line.next = update;
            return line.done;
        }
        if (this.lines.size >= LINE_LIMIT) {
            this.log.warn({ lines: this.lines.size }, 'update dropped: too many are under way');
            return Promise.resolve();
        }
        const opened: Line = { next: update, done: Promise.resolve() };
        this.lines.set(key, opened);
        opened.done = this.work(key, opened);
        return opened.done;
    }

    /** Resolves when every update has been tried. */
    async drained(): Promise<void> {
        while (this.lines.size > 0) await Promise.all([...this.lines.values()].map((line) => line.done));
    }

    private async work(key: string, line: Line): Promise<void> {
        while (line.next) {
            const update = line.next;
            line.next = undefined;
            try {
                const id = await withSendBudget(UPDATE_LIMIT_MS, () => this.send(update));
                await update.whenSent?.(id);
            } catch (error) {
                this.log.warn(errorFields(error), 'card not updated');
            }
        }
        this.lines.delete(key);
    }
}
