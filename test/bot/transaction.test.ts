import { describe, expect, it, jest } from '@jest/globals';
import { CaseBusyError, transact } from '../../src/bot/transaction.ts';
import type { Case } from '../../src/engine/case.ts';
import { openMemory } from '../../src/storage/memory.ts';
import type { Store } from '../../src/storage/store.ts';
import { newCase, say, walked } from '../support/walker.ts';

const turn = (store: Store, activityId: string, run: (c: Case) => ReturnType<typeof say>) =>
    transact({ store, key: 'k', activityId, fresh: newCase, run: async (c) => run(c), look: async (c) => say(c, 'hello') });

const saved = async (store: Store): Promise<Case> => (await store.read('k'))?.value as Case;

describe('a transaction', () => {
    it('saves the case with the id of the activity that moved it', async () => {
        const store = openMemory();

        const done = await turn(store, 'a1', (c) => say(c, { kind: 'start', section: 'configuration' }));

        expect(await saved(store)).toEqual(done.case);
        expect(done.case.seen).toEqual(['a1']);
    });

    it('saves a case at first contact, and then writes only what has moved', async () => {
        const store = openMemory();
        await turn(store, 'a1', (c) => say(c, 'hello'));
        const write = jest.spyOn(store, 'write');

        await turn(store, 'a2', (c) => say(c, 'help'));

        expect((await saved(store)).id).toBe('case-1');
        expect(write).not.toHaveBeenCalled();
    });

    it('changes nothing when the activity is delivered again', async () => {
        const store = openMemory();
        await store.write('k', walked('configuration'));
        await turn(store, 'a1', (c) => say(c, 'yes'));

        const again = await turn(store, 'a1', (c) => say(c, 'yes'));

        expect(again).toMatchObject({ repeated: true, move: { kind: 'ask', step: 'sync-engine' } });
        expect((await saved(store)).answers).toHaveLength(1);
    });

    it('runs the turn again on the newer case after a conflict', async () => {
        const store = openMemory();
        const etag = await store.write('k', walked('configuration'));
        const runs: number[] = [];

        await turn(store, 'a1', (c) => {
            runs.push(c.revision);
            if (runs.length === 1) void store.write('k', say(c, 'unsure').case, { etag });
            return say(c, 'yes');
        });

        expect(runs).toEqual([1, 2]);
        expect((await saved(store)).revision).toBe(3);
    });

    it('gives up honestly when others keep coming first', async () => {
        const store = openMemory();
        await store.write('k', walked('configuration'));
        jest.spyOn(store, 'write').mockResolvedValue(undefined);

        await expect(turn(store, 'a1', (c) => say(c, 'yes'))).rejects.toThrow(CaseBusyError);
    });

    it('keeps a bounded number of activity ids', async () => {
        const store = openMemory();
        await store.write('k', walked('configuration'));

        for (let index = 0; index < 60; index++)
            await turn(store, `a${index}`, (c) => say(c, c.position.at === 'ask' && c.position.detail ? 'back' : 'unsure'));

        expect((await saved(store)).seen).toHaveLength(20);
    });
});
