import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Operation } from './sqlite-protocol.ts';
import type { Store } from './store.ts';

interface Pending {
    resolve(result: unknown): void;
    reject(error: Error): void;
}

/** The main thread's end of the worker: each request gets its answer, and when the worker dies, all get the reason. */
class WorkerClient {
    private readonly worker: Worker;
    private readonly pending = new Map<number, Pending>();
    private sent = 0;
    private broken: Error | undefined;

    constructor(file: string) {
        this.worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
            workerData: { file },
            // node:sqlite is built in and announces itself as new at every start.
            execArgv: ['--disable-warning=ExperimentalWarning'],
        });
        this.worker.on('message', (answer: Answer) => this.settle(answer));
        this.worker.on('error', (error) => this.fail(error));
        this.worker.on('exit', () => this.fail(new Error('The SQLite store is closed.')));
    }

    /** Resolves when the file is open. */
    opened(): Promise<unknown> {
        return this.answerTo(0);
    }

    ask(operation: Operation): Promise<unknown> {
        this.sent += 1;
        const answer = this.answerTo(this.sent);
        if (!this.broken) this.worker.postMessage({ id: this.sent, operation });
        return answer;
    }

    async close(): Promise<void> {
        if (this.broken) return;
        const ended = new Promise((resolve) => this.worker.once('exit', resolve));
        await this.ask({ kind: 'close' });
        await ended;
    }

    private answerTo(id: number): Promise<unknown> {
        return new Promise((resolve, reject) => {
            if (this.broken) reject(this.broken);
            else this.pending.set(id, { resolve, reject });
        });
    }

    private settle({ id, result, error }: Answer): void {
        const waiting = this.pending.get(id);
        this.pending.delete(id);
        if (error === undefined) waiting?.resolve(result);
        else waiting?.reject(new Error(error));
    }

    private fail(error: Error): void {
        this.broken ??= error;
        for (const { reject } of this.pending.values()) reject(error);
        this.pending.clear();
    }
}

/**
 * A store in one SQLite file, for one machine: several processes may share the file. The library is synchronous, so it
 * runs in a worker, which commits together what has arrived together.
 *
 * @throws when the file cannot be opened or is no database.
 */
export async function openSqlite(file: string): Promise<Store> {
    await mkdir(dirname(file), { recursive: true });
    const client = new WorkerClient(file);
    await client.opened();

    return {
        async read(key) {
            const row = (await client.ask({ kind: 'read', key })) as { value: string; etag: string } | undefined;
            return row && { value: JSON.parse(row.value) as unknown, etag: row.etag };
        },
        async write(key, value, { etag, people = [] } = {}) {
            return (await client.ask({ kind: 'write', key, json: JSON.stringify(value), etag, people })) as string | undefined;
        },
        async remove(key) {
            await client.ask({ kind: 'remove', key });
        },
        async *list(query) {
            for (let after = ''; ; ) {
                const page = (await client.ask({ kind: 'list', query, after })) as string[];
                yield* page;
                const last = page.at(-1);
                if (last === undefined) return;
                after = last;
            }
        },
        close: () => client.close(),
    };
}
