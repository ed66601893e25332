import { describe, expect, it } from '@jest/globals';
import { keyOf } from '../../src/bot/conversation-key.ts';
import { TurnQueue } from '../../src/bot/turn-queue.ts';
import { type Update, UpdateQueue } from '../../src/bot/update-queue.ts';
import { openLog } from '../../src/log/log.ts';

/** A promise to be settled by hand. */
function gate(): { readonly opened: Promise<void>; open(): void } {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
        open = resolve;
    });
    return { opened, open };
}

describe('the turns of a conversation', () => {
    it('run one at a time, in the order they came, also after one that failed', async () => {
        const queue = new TurnQueue(10_000);
        const order: number[] = [];
        const first = gate();

        const turns = [
            queue.run('a', () => first.opened.then(() => void order.push(1))),
            queue.run('a', async () => {
                order.push(2);
                throw new Error('failed');
            }),
            queue.run('a', async () => void order.push(3)),
        ];
        await queue.run('b', async () => void order.push(0));
        first.open();
        const results = await Promise.allSettled(turns);

        expect(order).toEqual([0, 1, 2, 3]);
        expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
        await expect(queue.drained()).resolves.toBeUndefined();
    });
});

describe('the updates of a card message', () => {
    const update = (revision: number, activityId = 'm1'): Update => ({
        reference: { conversation: { id: 'c' } as never },
        activityId,
        revision,
        activity: {},
    });

    it('send only the newest of those that wait', async () => {
        const sent: number[] = [];
        const first = gate();
        const queue = new UpdateQueue(async ({ revision }) => {
            if (revision === 1) await first.opened;
            sent.push(revision);
            return undefined;
        }, openLog('silent'));

        const done = [1, 3, 2, 4].map((revision) => queue.put(update(revision)));
        first.open();
        await Promise.all(done);

        expect(sent).toEqual([1, 4]);
    });

    it('do not wait for those of another message', async () => {
        const sent: string[] = [];
        const first = gate();
        const queue = new UpdateQueue(async ({ activityId }) => {
            if (activityId === 'm1') await first.opened;
            sent.push(activityId ?? '');
            return activityId;
        }, openLog('silent'));

        void queue.put(update(1));
        await queue.put(update(1, 'm2'));
        expect(sent).toEqual(['m2']);
        first.open();
        await queue.drained();
        expect(sent).toEqual(['m2', 'm1']);
    });

    it('log a failure and go on', async () => {
        const lines: string[] = [];
        const queue = new UpdateQueue(
            async () => Promise.reject(new Error('secret text')),
            openLog('warn', { write: (line) => void lines.push(line) }),
        );

        await queue.put(update(1));
        await queue.put(update(2));

        expect(lines).toHaveLength(2);
        expect(lines.join()).not.toContain('secret text');
    });
});

describe('the key of a conversation', () => {
    it('is one per thread, under its channel, and holds nothing a store could trip over', () => {
        const [one, two] = [keyOf('case', '19:c@thread.tacv2;messageid=1'), keyOf('case', '19:c@thread.tacv2;messageid=2')];

        expect(one).not.toBe(two);
        expect(one.split('/').slice(0, 2)).toEqual(two.split('/').slice(0, 2));
        expect(keyOf('case', `a:${'x'.repeat(5_000)}/../`)).toMatch(/^case\/[\w-]{22}\/[\w-]{22}$/);
    });
});
