/** A turn took too long; what it was doing may still come to an end. */
export class TurnTimeoutError extends Error {
    constructor() {
        super('The turn took too long.');
        this.name = 'TurnTimeoutError';
    }
}

/** Runs the turns of one conversation one after the other, in the order they came; conversations never wait for each other. */
export class TurnQueue {
    private readonly tails = new Map<string, Promise<unknown>>();
    private readonly limitMs: number;

    /** @param limitMs how long a turn may hold its conversation (milliseconds). Then the next one runs: the store's conditions keep them apart. */
    constructor(limitMs: number) {
        this.limitMs = limitMs;
    }

    /**
     * Runs a turn when those before it in the same conversation have ended, however they ended.
     *
     * @throws {TurnTimeoutError} when the turn takes longer than the limit.
     */
    run<T>(key: string, turn: () => Promise<T>): Promise<T> {
        const before = this.tails.get(key) ?? Promise.resolve();
        const limited = (): Promise<T> => within(this.limitMs, turn());
        const result = before.then(limited, limited);
        const tail: Promise<void> = result.then(
            () => this.forget(key, tail),
            () => this.forget(key, tail),
        );
        this.tails.set(key, tail);
        return result;
    }

    /** Resolves when no turn is waiting or running. */
    async drained(): Promise<void> {
        while (this.tails.size > 0) await Promise.all(this.tails.values());
    }

    private forget(key: string, tail: Promise<unknown>): void {
        if (this.tails.get(key) === tail) this.tails.delete(key);
    }
}

/**
 * Waits for work, but not for ever.
 *
 * @throws {TurnTimeoutError} after the limit (milliseconds); the work goes on.
 */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new TurnTimeoutError()), limitMs);
    try {
        return await Promise.race([work, promise]);
    } finally {
        clearTimeout(timer);
    }
}
