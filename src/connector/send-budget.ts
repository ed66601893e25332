import { AsyncLocalStorage } from 'node:async_hooks';

/** How long a send may take where nobody has set a limit (milliseconds). */
const DEFAULT_MS = 8_000;

const deadlines = new AsyncLocalStorage<number>();

/** Runs an action whose sends, all together, may take this long (milliseconds). */
export function withSendBudget<T>(budgetMs: number, action: () => Promise<T>): Promise<T> {
    return deadlines.run(performance.now() + budgetMs, action);
}

/** When the sends of this action have to be over, on the clock of `performance.now()`. */
export function sendDeadline(): number {
    return deadlines.getStore() ?? performance.now() + DEFAULT_MS;
}
