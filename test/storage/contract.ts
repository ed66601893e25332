import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Query, Store } from '../../src/storage/store.ts';

async function keysOf(store: Store, query: Query): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of store.list(query)) keys.push(key);
    return keys.sort();
}

/** What every backend must do. */
export function storeContract(name: string, open: () => Promise<Store>): void {
    describe(`the ${name} store`, () => {
        let store: Store;
        beforeEach(async () => {
            store = await open();
        });
        afterEach(() => store.close());

        it('reads nothing where nothing is', async () => {
            expect(await store.read('case/a/b')).toBeUndefined();
        });

        it('reads what was written, letter for letter', async () => {
            const value = { text: 'Åsa 👩‍💻 "quoted" \\ \u2028', list: [1, null, { deep: true }], __proto__x: 1 };

            const etag = await store.write('case/a/b', value);

            expect(await store.read('case/a/b')).toEqual({ value, etag });
        });

        it('creates only where nothing is', async () => {
            await store.write('k', 1);

            expect(await store.write('k', 2)).toBeUndefined();
            expect((await store.read('k'))?.value).toBe(1);
        });

        it('replaces only the version that was read', async () => {
            const first = await store.write('k', 1);
            const second = await store.write('k', 2, { etag: first });

            expect(second).not.toBe(first);
            expect(await store.write('k', 3, { etag: first })).toBeUndefined();
            expect((await store.read('k'))?.value).toBe(2);
        });

        it('does not bring back what was removed in between', async () => {
            const etag = await store.write('k', 1);
            await store.remove('k');

            expect(await store.write('k', 2, { etag })).toBeUndefined();
            expect(await store.read('k')).toBeUndefined();
            await expect(store.remove('k')).resolves.toBeUndefined();
        });

        it('never gives an old etag to a value created again', async () => {
            const etag = await store.write('k', 1);
            await store.remove('k');
            await store.write('k', 2);

            expect(await store.write('k', 3, { etag })).toBeUndefined();
        });

        it('lets exactly one of many writers of the same version through', async () => {
            const etag = await store.write('k', 0);

            const written = await Promise.all(Array.from({ length: 20 }, (_, index) => store.write('k', index + 1, { etag })));

            expect(written.filter((result) => result !== undefined)).toHaveLength(1);
        });

        it('lets exactly one of many creators through', async () => {
            const written = await Promise.all(Array.from({ length: 20 }, (_, index) => store.write('k', index)));

            expect(written.filter((result) => result !== undefined)).toHaveLength(1);
        });

        it('lists by beginning of the key, also past a page', async () => {
            const keys = Array.from({ length: 1_200 }, (_, index) => `case/a/${String(index).padStart(4, '0')}`);
            await Promise.all([...keys, 'case/b/1', 'face/a/1', 'case/a'].map((key) => store.write(key, 1)));

            expect(await keysOf(store, { under: 'case/a/' })).toEqual(keys);
        });

        it('lists by person, as last written', async () => {
            const etag = await store.write('one', 1, { people: ['kim', 'sam'] });
            await store.write('two', 1, { people: ['sam'] });
            await store.write('one', 2, { etag, people: ['sam'] });

            expect(await keysOf(store, { person: 'kim' })).toEqual([]);
            expect(await keysOf(store, { person: 'sam' })).toEqual(['one', 'two']);
            await store.remove('two');
            expect(await keysOf(store, { person: 'sam' })).toEqual(['one']);
        });

        it('lists by age', async () => {
            await store.write('old', 1);

            expect(await keysOf(store, { before: Date.now() - 60_000 })).toEqual([]);
            expect(await keysOf(store, { before: Date.now() + 60_000 })).toEqual(['old']);
        });

        it('rejects once it is closed, instead of pretending', async () => {
            const other = await open();
            await other.close();

            await expect(other.close()).resolves.toBeUndefined();
            await expect(other.write('k', 1)).rejects.toThrow();
        });
    });
}
