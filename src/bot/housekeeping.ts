import { errorFields, type Log } from '../log/log.ts';
import type { Store } from '../storage/store.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How often old cases are looked for (milliseconds). */
const SWEEP_EVERY_MS = 6 * 60 * 60_000;
/** Only these grow old: a greeting is remembered as long as the bot is there, and a choice until it is changed. */
const GROWS_OLD = /^(case|face)\//;

/**
 * Removes cases, and what is kept beside them, that nobody has touched for so long.
 *
 * @param now milliseconds since 1970.
 * @returns how many records are gone.
 */
export async function sweep(store: Store, ttlDays: number, now: number): Promise<number> {
    let removed = 0;
    for await (const key of store.list({ before: now - ttlDays * DAY_MS })) {
        if (!GROWS_OLD.test(key)) continue;
        await store.remove(key);
        removed += 1;
    }
    return removed;
}

/** Sweeps now and then, until the returned function is called. A failure is logged; the next sweep tries again. */
export function keepHouse(store: Store, ttlDays: number, log: Log): () => void {
    const clean = async (): Promise<void> => {
        try {
            log.info({ removed: await sweep(store, ttlDays, Date.now()) }, 'old cases removed');
        } catch (error) {
            log.warn(errorFields(error), 'old cases not removed');
        }
    };
    const timer = setInterval(() => void clean(), SWEEP_EVERY_MS);
    timer.unref();
    void clean();
    return () => clearInterval(timer);
}
