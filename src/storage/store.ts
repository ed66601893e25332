/** A saved value with the mark of its version. */
export interface Stored {
    /** Parsed JSON, as it was written. */
    readonly value: unknown;
    /** Changes with every write of the key. */
    readonly etag: string;
}

/** How a value is written. */
export interface WriteOptions {
    /** Replace only this version; missing: create only where nothing is. */
    readonly etag?: string | undefined;
    /** Ids of the people the value speaks about, so that it can be found by person. */
    readonly people?: readonly string[];
}

/** Which keys to list. */
export type Query =
    /** Keys that begin with this. */
    | { readonly under: string }
    /** Keys written with this person among their people. */
    | { readonly person: string }
    /** Keys last written before this time (milliseconds since 1970). */
    | { readonly before: number };

/**
 * Where cases live. Every write is conditional: there is no way to overwrite what was not read.
 * All methods reject when the backend cannot be reached; a conflict is a result, not an error.
 */
export interface Store {
    read(key: string): Promise<Stored | undefined>;
    /** @returns the new etag, or nothing when another write came first. Resolves only when the value is durable. */
    write(key: string, value: unknown, options?: WriteOptions): Promise<string | undefined>;
    /** Removes a key; one that is not there is no error. */
    remove(key: string): Promise<void>;
    list(query: Query): AsyncIterable<string>;
    /** Finishes what has been asked for and lets go of the backend. */
    close(): Promise<void>;
}
