import { describe, expect, it } from '@jest/globals';
import { sweep } from '../../src/bot/housekeeping.ts';
import { openMemory } from '../../src/storage/memory.ts';

const DAY_MS = 24 * 60 * 60_000;

describe('a sweep', () => {
    it('removes cases and cards on show that nobody has touched for so long, and nothing else', async () => {
        const store = openMemory();
        for (const key of ['case/a/1', 'face/a/1', 'greeting/a/1', 'person/k/1']) await store.write(key, 1);

        expect(await sweep(store, 90, Date.now() + 89 * DAY_MS)).toBe(0);
        expect(await sweep(store, 90, Date.now() + 91 * DAY_MS)).toBe(2);

        expect(await store.read('case/a/1')).toBeUndefined();
        expect(await store.read('greeting/a/1')).toBeDefined();
        expect(await store.read('person/k/1')).toBeDefined();
    });
});
