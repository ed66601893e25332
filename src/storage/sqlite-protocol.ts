import type { Query } from './store.ts';

/** What the store asks of its worker. */
export type Operation =
    | { readonly kind: 'read'; readonly key: string }
    | { readonly kind: 'write'; readonly key: string; readonly json: string; readonly etag: string | undefined; readonly people: readonly string[] }
    | { readonly kind: 'remove'; readonly key: string }
    /** One page of keys, in order, that come after a key. */
    | { readonly kind: 'list'; readonly query: Query; readonly after: string }
    | { readonly kind: 'close' };

export interface Request {
    readonly id: number;
    readonly operation: Operation;
}

/** The worker's reply; id 0 says that the file is open. */
export interface Answer {
    readonly id: number;
    readonly result?: unknown;
    readonly error?: string;
}
