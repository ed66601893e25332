import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Operation, Request } from './sqlite-protocol.ts';

/** How long the library itself waits for a lock (milliseconds); long waits starve the other process. */
const BUSY_WAIT_MS = 50;
/** How long a batch is tried against a locked file before its callers are told. */
const GIVE_UP_AFTER_MS = 5_000;
const PAGE = 500;
const SQLITE_BUSY = 5;

const port = parentPort;
if (!port) throw new Error('This file runs only as a worker of the SQLite store.');

const db = new DatabaseSync((workerData as { file: string }).file, { timeout: BUSY_WAIT_MS });
await patiently(() =>
    db.exec(`
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS record (key TEXT NOT NULL UNIQUE, value TEXT NOT NULL, etag TEXT NOT NULL, updated INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS record_updated ON record (updated);
        CREATE TABLE IF NOT EXISTS person (person TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (person, key));
        CREATE INDEX IF NOT EXISTS person_key ON person (key);
    `),
);

const sql = {
    read: db.prepare('SELECT value, etag FROM record WHERE key = ?'),
    create: db.prepare('INSERT INTO record (key, value, etag, updated) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING'),
    replace: db.prepare('UPDATE record SET value = ?, etag = ?, updated = ? WHERE key = ? AND etag = ?'),
    remove: db.prepare('DELETE FROM record WHERE key = ?'),
    addPerson: db.prepare('INSERT OR IGNORE INTO person (person, key) VALUES (?, ?)'),
    dropPeople: db.prepare('DELETE FROM person WHERE key = ?'),
    under: db.prepare('SELECT key FROM record WHERE key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?'),
    person: db.prepare('SELECT key FROM person WHERE key > ? AND person = ? ORDER BY key LIMIT ?'),
    before: db.prepare('SELECT key FROM record WHERE key > ? AND updated < ? ORDER BY key LIMIT ?'),
};

let waiting: Request[] = [];
let isDraining = false;

port.on('message', (request: Request) => {
    waiting.push(request);
    if (!isDraining) void drain();
});
port.postMessage({ id: 0 } satisfies Answer);

/** Takes all that has arrived as one batch, until nothing is left. */
async function drain(): Promise<void> {
    isDraining = true;
    // Lets the requests that are already in the mail join the batch.
    await sleep(0);
    while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        await runBatch(batch);
    }
    isDraining = false;
}

/** One transaction for the batch: a single durable commit. If it fails, each request is run by itself, so that only the bad one suffers. */
async function runBatch(batch: readonly Request[]): Promise<void> {
    try {
        const results = await patiently(() => transaction(batch));
        batch.forEach((request, index) => {
            answer(request, results[index]);
        });
    } catch (error) {
        if (batch.length === 1) for (const { id } of batch) port?.postMessage({ id, error: (error as Error).message } satisfies Answer);
        else for (const request of batch) await runBatch([request]);
    }
}

function answer({ id, operation }: Request, result: unknown): void {
    port?.postMessage({ id, result } satisfies Answer);
    if (operation.kind === 'close') {
        db.close();
        port?.close();
    }
}

function transaction(batch: readonly Request[]): unknown[] {
    if (batch.every(({ operation }) => operation.kind === 'read' || operation.kind === 'list')) return batch.map(({ operation }) => run(operation));
    db.exec('BEGIN IMMEDIATE');
    try {
        const results = batch.map(({ operation }) => run(operation));
        db.exec('COMMIT');
        return results;
    } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
    }
}

function run(operation: Operation): unknown {
    switch (operation.kind) {
        case 'read':
            return sql.read.get(operation.key);
        case 'write':
            return write(operation);
        case 'remove':
            sql.dropPeople.run(operation.key);
            return void sql.remove.run(operation.key);
        case 'list':
            return list(operation).map((row) => row['key']);
        case 'close':
            return undefined;
    }
}

function write({ key, json, etag, people }: Extract<Operation, { kind: 'write' }>): string | undefined {
    const next = randomBytes(9).toString('base64url');
    const { changes } = etag === undefined ? sql.create.run(key, json, next, Date.now()) : sql.replace.run(json, next, Date.now(), key, etag);
    if (changes === 0) return undefined;
    sql.dropPeople.run(key);
    for (const person of people) sql.addPerson.run(person, key);
    return next;
}

function list({ query, after }: Extract<Operation, { kind: 'list' }>): Record<string, unknown>[] {
    if ('under' in query) return sql.under.all(after, query.under, `${query.under}\u{10ffff}`, PAGE);
    if ('person' in query) return sql.person.all(after, query.person, PAGE);
    return sql.before.all(after, query.before, PAGE);
}

/** Tries again, with growing jittered pauses, while another process holds the file. */
async function patiently<T>(action: () => T): Promise<T> {
    const giveUpAt = Date.now() + GIVE_UP_AFTER_MS;
    for (let pause = 2; ; pause = Math.min(pause * 2, 100)) {
        try {
            return action();
        } catch (error) {
            if ((error as { errcode?: number }).errcode !== SQLITE_BUSY || Date.now() > giveUpAt) throw error;
            await sleep(pause * (0.5 + Math.random()));
        }
    }
}
