import { setTimeout as sleep } from 'node:timers/promises';

/** How long anything that is waited for may take (milliseconds). Only a fault ever takes this long. */
export const WAIT_LIMIT_MS = 20_000;

/** Waits until something holds. @throws after the time limit, naming what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + WAIT_LIMIT_MS;
    while (!(await holds())) {
        if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
        await sleep(10);
    }
}
