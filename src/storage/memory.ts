import type { Query, Store, WriteOptions } from './store.ts';

interface Row {
    /** JSON text: what a remote store would lose is lost here too. */
    readonly json: string;
    readonly etag: string;
    readonly people: readonly string[];
    readonly updated: number;
}

/** A store that dies with the process: for tests, and for a look without leaving a file. */
export function openMemory(): Store {
    const rows = new Map<string, Row>();
    let writes = 0;
    let closed = false;
    const refuseWhenClosed = (): void => {
        if (closed) throw new Error('The store is closed.');
    };
    return {
        async read(key) {
            refuseWhenClosed();
            const row = rows.get(key);
            return row && { value: JSON.parse(row.json) as unknown, etag: row.etag };
        },
        async write(key, value, { etag, people = [] }: WriteOptions = {}) {
            refuseWhenClosed();
            if (rows.get(key)?.etag !== etag) return undefined;
            writes += 1;
            const row: Row = { json: JSON.stringify(value), etag: String(writes), people, updated: Date.now() };
            rows.set(key, row);
            return row.etag;
        },
        async remove(key) {
            rows.delete(key);
        },
        async *list(query) {
            for (const [key, row] of [...rows]) if (fits(query, key, row)) yield key;
        },
        async close() {
            closed = true;
        },
    };
}

function fits(query: Query, key: string, row: Row): boolean {
    if ('under' in query) return key.startsWith(query.under);
    if ('person' in query) return row.people.includes(query.person);
    return row.updated < query.before;
}
