import { type Case, readCase } from '../engine/case.ts';
import type { Next } from '../engine/event.ts';
import type { Store } from '../storage/store.ts';

/** How often a turn is run again when other writers come first. */
const MAX_ATTEMPTS = 8;
/** How many ids of activities that moved it a case keeps. */
const SEEN_LIMIT = 20;

/** A turn that is done: its outcome, the case as it was, and whether the activity had been handled before. */
export interface Done extends Next {
    readonly before: Case;
    /** Whether the event changed the case; a look at a case that is new is no change. */
    readonly moved: boolean;
    readonly repeated: boolean;
}

/** Other writers came first every time: nothing was changed. */
export class CaseBusyError extends Error {
    constructor() {
        super(`The case was written by others ${MAX_ATTEMPTS} times in a row.`);
        this.name = 'CaseBusyError';
    }
}

/** A write failed, and whether it took effect could not be found out. */
export class OutcomeUnknownError extends Error {
    constructor(options: ErrorOptions) {
        super('Whether the case was written is not known.', options);
        this.name = 'OutcomeUnknownError';
    }
}

/** What a transaction works with. */
export interface Transaction {
    readonly store: Store;
    readonly key: string;
    /** The activity's id, so that a second delivery changes nothing. */
    readonly activityId: string;
    fresh(): Case | Promise<Case>;
    /** The pure part of the turn; run again on a newer case after a conflict. */
    run(c: Case): Promise<Next>;
    /** What an activity that was handled before gets to see. */
    look(c: Case): Promise<Next>;
}

/**
 * Reads the case, runs the turn on it, and writes it only if nobody else has written it in between. It resolves when the
 * case is durable, so that what is shown afterwards is never ahead of the store.
 *
 * @throws {CaseBusyError} when others kept coming first; the case is then as they left it.
 */
export async function transact({ store, key, activityId, fresh, run, look }: Transaction): Promise<Done> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
        const found = await store.read(key);
        const kept = readCase(found?.value);
        const before = kept ?? (await fresh());
        if (before.seen.includes(activityId)) return { ...(await look(before)), before, moved: false, repeated: true };

        const next = found && !kept ? await replaceUnreadable(before, look) : await run(before);
        if (kept && next.case === before) return { ...next, before, moved: false, repeated: false };

        const saved: Case = { ...next.case, seen: [...next.case.seen, activityId].slice(-SEEN_LIMIT) };
        if (await write(store, key, saved, found?.etag, activityId))
            return { ...next, case: saved, before, moved: next.case !== before, repeated: false };
    }
    throw new CaseBusyError();
}

/**
 * Writes the case on the condition that nobody else has. A write that fails may still have taken effect: the saved case
 * tells, since it knows the activities that moved it.
 *
 * @throws the store's error when nothing was written, and {OutcomeUnknownError} when that cannot be told.
 */
async function write(store: Store, key: string, saved: Case, etag: string | undefined, activityId: string): Promise<boolean> {
    const people = [...new Set(saved.answers.map((answer) => answer.by.id))];
    try {
        return (await store.write(key, saved, { etag, people })) !== undefined;
    } catch (error) {
        if (await hasSeen(store, key, activityId, error)) return true;
        throw error;
    }
}

async function hasSeen(store: Store, key: string, activityId: string, cause: unknown): Promise<boolean> {
    try {
        return readCase((await store.read(key))?.value)?.seen.includes(activityId) ?? false;
    } catch {
        throw new OutcomeUnknownError({ cause });
    }
}

/** A new case in the place of one that cannot be read; the event was meant for the old one. */
async function replaceUnreadable(fresh: Case, look: Transaction['look']): Promise<Next> {
    return { ...(await look(fresh)), note: { kind: 'unreadable' } };
}
