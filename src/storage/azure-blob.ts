import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient, type BlockBlobUploadOptions, ContainerClient, RestError, type StoragePipelineOptions } from '@azure/storage-blob';
import type { Query, Store, WriteOptions } from './store.ts';

/** Which container, and how to be let in. */
export type AzureBlobSettings =
    /** The container's address, for a managed identity or whoever is signed in. */
    | { readonly url: string; readonly credential: TokenCredential }
    /** The container's name; the connection string brings its own key or signature. */
    | { readonly container: string; readonly connectionString: string };

/** How long a request is tried (milliseconds). */
export interface Patience {
    /** One try, before it is given up as hanging. */
    readonly tryMs: number;
    /** All tries and the pauses between them. */
    readonly allMs: number;
}

/** A turn has to end before Teams gives up after 15 seconds, and it reads and writes more than once. */
const IN_A_TURN: Patience = { tryMs: 2_000, allMs: 4_000 };
/** At start-up nobody waits for an answer yet, and the first token of a managed identity may take its time. */
const AT_START: Patience = { tryMs: 10_000, allMs: 20_000 };
/** The first pause between two tries (milliseconds); each later one is twice as long. */
const FIRST_PAUSE_MS = 150;

/** Answers of a service that is throttling or out of order for a moment. */
const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
/** The service's words for "another write came first". Other 409 and 412 (a lease, a policy, a container being deleted) are errors. */
const CONFLICTS: ReadonlySet<unknown> = new Set(['BlobAlreadyExists', 'ConditionNotMet']);

const PAGE = 1_000;
/** The metadata that holds the hashed people. */
const PEOPLE = 'people';

/**
 * The pipeline's own retries are off: they leave out 429 and requests that hang, start all waiting clients again at the
 * same moment, and have no limit for the whole. `patiently` does it in their place, and two layers would multiply.
 */
const PIPELINE: StoragePipelineOptions = { retryOptions: { maxTries: 1 } };

/**
 * A store in one container of Azure Blob Storage, one block blob per key, for any number of processes on any machines.
 * Creates the container when it is missing.
 *
 * @param patience for one operation; the default is at most four seconds in all.
 * @throws when the container cannot be reached or created within 20 seconds.
 */
export async function openAzureBlob(settings: AzureBlobSettings, patience: Patience = IN_A_TURN): Promise<Store> {
    const container = clientOf(settings);
    await patiently(AT_START, (abortSignal) => ensure(container, abortSignal));
    const underWay = new Underway();
    const at: Place = { container, patience };

    return {
        read: (key) => underWay.add(() => read(at, key)),
        write: (key, value, options = {}) => underWay.add(() => write(at, key, JSON.stringify(value), options)),
        remove: (key) =>
            underWay.add(async () => {
                await patiently(patience, (abortSignal) => container.getBlockBlobClient(key).deleteIfExists({ abortSignal }));
            }),
        async *list(query) {
            let next = '';
            do {
                const from = next;
                const page = await underWay.add(() => list(at, query, from));
                yield* page.keys;
                next = page.next;
            } while (next !== '');
        },
        close: () => underWay.close(),
    };
}

/** Where a request goes, and how long it is tried. */
interface Place {
    readonly container: ContainerClient;
    readonly patience: Patience;
}

function clientOf(settings: AzureBlobSettings): ContainerClient {
    if ('url' in settings) return new ContainerClient(settings.url, settings.credential, PIPELINE);
    return BlobServiceClient.fromConnectionString(settings.connectionString, PIPELINE).getContainerClient(settings.container);
}

/** Looks before it creates: an identity that may only use this one container is not allowed to create it, even where it is. */
async function ensure(container: ContainerClient, abortSignal: AbortSignal): Promise<void> {
    if (!(await container.exists({ abortSignal }))) await container.createIfNotExists({ abortSignal });
}

/** The operations that have not ended yet; once it is closed, it takes no more. */
class Underway {
    private readonly operations = new Set<Promise<unknown>>();
    private closed = false;

    /** @throws once it is closed; else what the operation throws. */
    async add<T>(start: () => Promise<T>): Promise<T> {
        if (this.closed) throw new Error('The store is closed.');
        const operation = start();
        this.operations.add(operation);
        try {
            return await operation;
        } finally {
            this.operations.delete(operation);
        }
    }

    /** Resolves when the last operation has ended, well or not. */
    async close(): Promise<void> {
        this.closed = true;
        await Promise.allSettled(this.operations);
    }
}

function read({ container, patience }: Place, key: string): ReturnType<Store['read']> {
    return patiently(patience, async (abortSignal) => {
        try {
            const { etag, readableStreamBody } = await container.getBlockBlobClient(key).download(undefined, undefined, { abortSignal });
            if (etag === undefined || readableStreamBody === undefined) throw new Error(`The blob "${key}" came without its version or body.`);
            return { value: JSON.parse(await text(readableStreamBody)) as unknown, etag };
        } catch (error) {
            if (isMissing(error)) return undefined;
            throw error;
        }
    });
}

/**
 * Writes under the condition that nothing, or exactly the version with this etag, is there.
 *
 * When the answer of a write that got through is lost, the second try meets the writer's own version and reports a
 * conflict. No harm comes of it: after a conflict the caller reads again, and finds its own activity id in the case.
 */
function write({ container, patience }: Place, key: string, json: string, { etag, people = [] }: WriteOptions): ReturnType<Store['write']> {
    // The length is told in bytes; the string's own length counts UTF-16 units.
    const body = Buffer.from(json);
    const options: BlockBlobUploadOptions = {
        conditions: etag === undefined ? { ifNoneMatch: '*' } : { ifMatch: etag },
        blobHTTPHeaders: { blobContentType: 'application/json' },
        ...(people.length > 0 && { metadata: { [PEOPLE]: [...new Set(people.map(hashOf))].join(',') } }),
    };
    return patiently(patience, async (abortSignal) => {
        try {
            return (await container.getBlockBlobClient(key).upload(body, body.byteLength, { ...options, abortSignal })).etag;
        } catch (error) {
            if (isConflict(error) || (etag !== undefined && isMissing(error))) return undefined;
            throw error;
        }
    });
}

/**
 * Metadata travels in headers: ASCII, at most 8 KB in all (room for more than 450 people), and it shows up in listings
 * and logs, where nobody's id should be read. 96 bits, so that two people do not meet in one hash.
 */
const hashOf = (person: string): string => createHash('sha256').update(person).digest('base64url').slice(0, 16);

/** A part of a listing. */
interface Page {
    readonly keys: readonly string[];
    /** Where the next page begins; empty after the last one. */
    readonly next: string;
}

/**
 * One page of a listing. The service selects by the beginning of the key only. By age or person the whole container is
 * walked, a thousand blobs a request: that is for the daily clean-up and the rare "forget me", not for a turn.
 * The age is the service's own last-modified time, which has whole seconds.
 */
function list({ container, patience }: Place, query: Query, from: string): Promise<Page> {
    return patiently(patience, async (abortSignal) => {
        const pages = container
            .listBlobsFlat({ abortSignal, includeMetadata: 'person' in query, ...('under' in query && { prefix: query.under }) })
            .byPage({ maxPageSize: PAGE, ...(from !== '' && { continuationToken: from }) });
        const { value } = await pages.next();
        const blobs: readonly Listed[] = value?.segment.blobItems ?? [];
        return { keys: blobs.filter((blob) => fits(query, blob)).map(({ name }) => name), next: value?.continuationToken ?? '' };
    });
}

/** What is read of a blob in a listing. */
interface Listed {
    readonly name: string;
    readonly properties: { readonly lastModified: Date };
    readonly metadata?: Readonly<Record<string, string>>;
}

function fits(query: Query, { properties, metadata }: Listed): boolean {
    if ('person' in query) return (metadata?.[PEOPLE] ?? '').split(',').includes(hashOf(query.person));
    return 'under' in query || properties.lastModified.getTime() < query.before;
}

/** Only the blob is missing: without its container the store is broken, not empty. */
const isMissing = (error: unknown): boolean => error instanceof RestError && error.statusCode === 404 && error.code === 'BlobNotFound';

const isConflict = (error: unknown): boolean =>
    error instanceof RestError && (error.statusCode === 409 || error.statusCode === 412) && CONFLICTS.has(error.code);

/** A try that was cut off because it took too long. */
class TooSlowError extends Error {
    constructor(ms: number) {
        super(`The storage service did not answer within ${ms} ms.`);
        this.name = 'TooSlowError';
    }
}

/**
 * Sends a request, and sends it again after a growing, jittered pause while the service is busy or out of reach.
 *
 * @throws the error of the last try when the time is up, and any other error at once.
 */
async function patiently<T>({ tryMs, allMs }: Patience, request: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    const giveUpAt = performance.now() + allMs;
    for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
        try {
            return await within(Math.min(tryMs, giveUpAt - performance.now()), request);
        } catch (error) {
            const wait = pause * (0.5 + Math.random());
            if (!isPassing(error) || performance.now() + wait >= giveUpAt) throw error;
            await sleep(wait);
        }
    }
}

/** Not left to the abort signal alone: the library does not pass it to everything it waits for, such as a token. */
function within<T>(ms: number, request: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
            reject(new TooSlowError(Math.round(ms)));
            controller.abort();
        }, ms);
        request(controller.signal)
            .then(resolve, reject)
            .finally(() => clearTimeout(timer));
    });
}

function isPassing(error: unknown): boolean {
    if (error instanceof TooSlowError) return true;
    // Without a status the request, or its answer, was lost on the way.
    if (error instanceof RestError) return error.statusCode === undefined || PASSING_STATUS.has(error.statusCode);
    // A body that breaks off is reported by the socket itself.
    return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
