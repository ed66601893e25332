import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openAzureBlob } from '../../src/storage/azure-blob.ts';
import { openStore } from '../../src/storage/index.ts';
import type { Store } from '../../src/storage/store.ts';
import { storeContract } from '../storage/contract.ts';
import { type Azurite, type Fault, FaultyWay, newContainer, startAzurite } from '../support/azurite.ts';

/** What one operation may take in all, with some air for a slow machine (milliseconds). */
const TIME_BOUND_MS = 4_500;

let azurite: Azurite;
beforeAll(async () => {
    azurite = await startAzurite();
});
afterAll(() => azurite?.stop());

// One test writes 1,200 blobs at once, which on a slow machine takes longer than a turn may.
storeContract('Azure Blob', () => openAzureBlob(newContainer(azurite.port), { tryMs: 30_000, allMs: 60_000 }));

/** @returns how long a promise took to reject (milliseconds). @throws when it does not reject. */
async function timeToReject(promise: Promise<unknown>): Promise<number> {
    const began = performance.now();
    await expect(promise).rejects.toThrow();
    return performance.now() - began;
}

describe('two stores on one container', () => {
    it('let exactly one of 20 writers of the same version through', async () => {
        const settings = newContainer(azurite.port);
        const stores = await Promise.all([openStore({ kind: 'azure-blob', ...settings }), openAzureBlob(settings)]);
        const [one, two] = stores;
        const etag = await one.write('k', 0);

        const written = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : two).write('k', index + 1, { etag })));

        const through = written.flatMap((result, index) => (result === undefined ? [] : [{ value: index + 1, etag: result }]));
        expect(through).toHaveLength(1);
        expect([await one.read('k'), await two.read('k')]).toEqual([through[0], through[0]]);
        await Promise.all(stores.map((store) => store.close()));
    });
});

describe('a blob', () => {
    it("shows nobody's id to those who list it", async () => {
        const store = await openAzureBlob(newContainer(azurite.port));
        const people = ['29:1åäö', ...Array.from({ length: 200 }, (_, index) => `29:${index}`)];
        await store.write('k', 1, { people });

        const found: string[] = [];
        for await (const key of store.list({ person: '29:1åäö' })) found.push(key);
        for await (const key of store.list({ person: '29:1' })) found.push(key);

        expect(found).toEqual(['k', 'k']);
        await store.close();
    });
});

describe('on a way with faults', () => {
    let way: FaultyWay;
    let store: Store;
    beforeEach(async () => {
        way = new FaultyWay(azurite.port);
        store = await openAzureBlob(newContainer(await way.open()));
    });
    afterEach(async () => {
        await store.close();
        await way.close();
    });

    const passing: Fault[] = ['reset', 'silence', 429, 500, 502, 503, 504];
    it.each(passing)('%s is got over once, on every operation', async (fault) => {
        way.faults.push(fault);
        const etag = await store.write('k', 1);
        expect(etag).toBeDefined();

        way.faults.push(fault);
        expect(await store.read('k')).toEqual({ value: 1, etag });

        way.faults.push(fault);
        const keys: string[] = [];
        for await (const key of store.list({ under: '' })) keys.push(key);
        expect(keys).toEqual(['k']);

        way.faults.push(fault);
        await store.remove('k');
        expect(await store.read('k')).toBeUndefined();
    });

    it('a write whose answer was lost is a conflict, and stands', async () => {
        way.faults.push('lost answer');

        expect(await store.write('k', 'mine')).toBeUndefined();
        expect((await store.read('k'))?.value).toBe('mine');
    });

    it('a refusal is told at once', async () => {
        const before = way.requests;
        way.faults.push(403);

        await expect(store.read('k')).rejects.toThrow();
        expect(way.requests - before).toBe(1);
    });

    it.each<Fault>(['silence', 503, 'reset'])('%s that does not end is told within the time bound', async (fault) => {
        way.faults.push(...Array.from({ length: 100 }, () => fault));

        expect(await timeToReject(store.write('k', 1))).toBeLessThan(TIME_BOUND_MS);
    });

    it('a conflict is no reason to try again', async () => {
        await store.write('k', 1);
        const before = way.requests;

        expect(await store.write('k', 2)).toBeUndefined();
        expect(way.requests - before).toBe(1);
    });
});

describe('a service that is down', () => {
    it('is told within the time bound, by every operation', async () => {
        const own = await startAzurite();
        const store = await openAzureBlob(newContainer(own.port));
        await own.stop();
        const list = async (): Promise<void> => {
            for await (const _ of store.list({ under: '' }));
        };

        const times = await Promise.all([store.read('k'), store.write('k', 1), store.remove('k'), list()].map(timeToReject));

        expect(Math.max(...times)).toBeLessThan(TIME_BOUND_MS);
        await store.close();
    });

    it('is not taken for an empty one when its container is gone', async () => {
        const settings = newContainer(azurite.port);
        const store = await openAzureBlob(settings);
        const { BlobServiceClient } = await import('@azure/storage-blob');
        await BlobServiceClient.fromConnectionString(settings.connectionString).deleteContainer(settings.container);

        await expect(store.read('k')).rejects.toThrow();
        await expect(store.write('k', 1)).rejects.toThrow();
        await store.close();
    });
});

describe('closing', () => {
    it('waits for what is under way, and refuses all that comes after', async () => {
        const settings = newContainer(azurite.port);
        const store = await openAzureBlob(settings);
        let done = false;
        const write = store.write('k', 1).then(() => {
            done = true;
        });

        await store.close();

        expect(done).toBe(true);
        await write;
        await expect(store.read('k')).rejects.toThrow('closed');
        await expect(store.remove('k')).rejects.toThrow('closed');
    });
});
