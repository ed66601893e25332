/** Runs the turns of one conversation one after the other, in the order they came; conversations never wait for each other. */
export class TurnQueue {
    private readonly tails = new Map<string, Promise<unknown>>();

    /** Runs a turn when those before it in the same conversation have ended, however they ended. */
    run<T>(key: string, turn: () => Promise<T>): Promise<T> {
        const before = this.tails.get(key) ?? Promise.resolve();
        const result = before.then(turn, turn);
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
