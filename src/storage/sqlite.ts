import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Operation } from './sqlite-protocol.ts';
import type { Store } from './store.ts';

interface Pending {
    resolve(result: unknown): void;
    reject(error: Error): void;
}

/**
 * A store in one SQLite file, for one machine: several processes may share the file. The library is synchronous, so it
 * runs in a worker, which commits together what has arrived together.
 *
 * @throws when the file cannot be opened or is no database.
 */
export async function openSqlite(file: string): Promise<Store> {
    if (file !== ':memory:') await mkdir(dirname(file), { recursive: true });
    const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
        workerData: { file },
        // node:sqlite is built in and announces itself as new at every start.
        execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const pending = new Map<number, Pending>();
    let sent = 0;
    let broken: Error | undefined;

    const fail = (error: Error): void => {
        broken = error;
        for (const { reject } of pending.values()) reject(error);
        pending.clear();
    };
    worker.on('message', ({ id, result, error }: Answer) => {
        const waiting = pending.get(id);
        pending.delete(id);
        if (error === undefined) waiting?.resolve(result);
        else waiting?.reject(new Error(error));
    });
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('The SQLite worker has ended.')));

    const expect = (id: number): Promise<unknown> =>
        new Promise((resolve, reject) => {
            if (broken) reject(broken);
            else pending.set(id, { resolve, reject });
        });
    const ask = (operation: Operation): Promise<unknown> => {
        sent += 1;
        const answer = expect(sent);
        if (!broken) worker.postMessage({ id: sent, operation });
        return answer;
    };
    await expect(0);

    return {
        async read(key) {
            const row = (await ask({ kind: 'read', key })) as { value: string; etag: string } | undefined;
            return row && { value: JSON.parse(row.value) as unknown, etag: row.etag };
        },
        async write(key, value, { etag, people = [] } = {}) {
            return (await ask({ kind: 'write', key, json: JSON.stringify(value), etag, people })) as string | undefined;
        },
        async remove(key) {
            await ask({ kind: 'remove', key });
        },
        async *list(query) {
            for (let after = ''; ; ) {
                const page = (await ask({ kind: 'list', query, after })) as string[];
                yield* page;
                const last = page.at(-1);
                if (last === undefined) return;
                after = last;
            }
        },
        async close() {
            if (broken) return;
            const ended = new Promise((resolve) => worker.once('exit', resolve));
            await ask({ kind: 'close' });
            await ended;
        },
    };
}
