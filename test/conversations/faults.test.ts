import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ConnectorError } from '../../src/connector/connector-client.ts';
import { openMemory } from '../../src/storage/memory.ts';
import { buttonsOf, stepOn, textOf } from '../support/card.ts';
import { Conversation, KIM, SAM } from '../support/conversation.ts';
import { cardIn, FakeTeams } from '../support/fake-teams.ts';
import { type FaultPoint, FaultyStore } from '../support/faulty-store.ts';

const CASE_POINTS: readonly FaultPoint[] = ['before-read', 'after-read', 'before-write', 'after-write'];

/** A store whose next operation of a kind of record fails, once, at a point. */
function failOnce(store: FaultyStore, at: FaultPoint, kind: string): void {
    let armed = true;
    store.failsAt = (point, key) => {
        const fails = armed && point === at && key.startsWith(`${kind}/`);
        if (fails) armed = false;
        return fails;
    };
}

async function open(): Promise<{ talk: Conversation; store: FaultyStore }> {
    const store = new FaultyStore(openMemory());
    return { store, talk: await new Conversation(KIM, { store }).says('configuration') };
}

describe('a fault of the store', () => {
    it.each(['before-read', 'after-read', 'before-write'] as const)(
        '%s of the case changes nothing, says so, and the same tap goes through afterwards',
        async (point) => {
            const { talk, store } = await open();
            const card = talk.card;

            failOnce(store, point, 'case');
            await talk.taps('yes', { on: card });
            expect(talk.invokeAnswer?.body?.value).toContain('nothing has changed');
            expect((await talk.saved()).answers).toEqual([]);
            await talk.taps('yes', { on: card });

            expect((await talk.saved()).answers.map(({ step }) => step)).toEqual(['version-cutoff']);
            expect(talk.step).toBe('sync-engine');
        },
    );

    it('after-write of the case is no fault: the answer is found to be saved', async () => {
        const { talk, store } = await open();

        failOnce(store, 'after-write', 'case');
        await talk.taps('yes');

        expect(talk.step).toBe('sync-engine');
        expect((await talk.saved()).answers).toHaveLength(1);
    });

    it('after-write of the case that lasts is told as it is: whether the answer is saved is not known', async () => {
        const { talk, store } = await open();
        const card = talk.card;
        let down = false;
        store.failsAt = (point, key) => {
            down ||= point === 'after-write' && key.startsWith('case/');
            return down;
        };

        await talk.taps('yes');
        expect(talk.invokeAnswer?.body?.value).toContain('cannot say whether your answer was saved');
        store.failsAt = () => false;
        await talk.taps('yes', { on: card });

        expect((await talk.saved()).answers).toHaveLength(1);
        expect(talk.step).toBe('sync-engine');
    });

    it.each(CASE_POINTS)('%s of the case is no more than a delay for a typed answer that Teams delivers again', async (point) => {
        const { talk, store } = await open();
        const yes = talk.activityOf({ type: 'message', text: 'yes' });

        failOnce(store, point, 'case');
        await talk.deliver(yes);
        await talk.deliver(yes);

        expect((await talk.saved()).answers).toHaveLength(1);
        expect(stepOn(cardIn(talk.teams.messages.at(-1)?.activity) ?? {})).toBe('sync-engine');
    });

    it.each(CASE_POINTS)('%s of the card on show loses neither the answer nor the card', async (point) => {
        const { talk, store } = await open();

        failOnce(store, point, 'face');
        await talk.says('yes');
        await talk.says('hello');

        expect(talk.step).toBe('sync-engine');
        expect((await talk.saved()).answers).toHaveLength(1);
    });
});

describe('a fault of Teams', () => {
    it.each([
        ['refuses', new ConnectorError(403)],
        ['is away', new ConnectorError(0)],
        ['throttles', new ConnectorError(429)],
    ])('that %s the card keeps the answer, and the next event shows the right card', async (_, error) => {
        const { talk } = await open();

        talk.teams.onSend = () => {
            throw error;
        };
        await talk.says('yes');
        talk.teams.onSend = () => undefined;
        await talk.says('hello');

        expect(talk.step).toBe('sync-engine');
        expect((await talk.saved()).answers).toHaveLength(1);
    });

    it('that passes lets the card follow by itself, and only the newest one', async () => {
        const { talk } = await open();
        let refused = 0;
        talk.teams.onSend = ({ attachments }) => {
            if (attachments && refused++ < 1) throw new ConnectorError(429);
        };

        await talk.says('yes');

        const live = talk.teams.messages.map(({ activity }) => cardIn(activity)).filter((card) => card && buttonsOf(card).length > 0);
        expect(live.map((card) => stepOn(card ?? {}))).toEqual(['sync-engine']);
    });

    it('that loses the shared update of a tap does not lose the tap', async () => {
        const { talk } = await open();

        talk.teams.onSend = () => {
            throw new ConnectorError(404);
        };
        await talk.taps('yes');

        expect(talk.step).toBe('sync-engine');
        expect((await talk.saved()).answers).toHaveLength(1);
    });
});

describe('an activity delivered again', () => {
    it('changes nothing: a tap gets the current card, a text gets no second one', async () => {
        const { talk } = await open();
        const yes = buttonsOf(talk.card).find(({ id }) => id === 'yes')?.data;
        const tap = talk.activityOf({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data: yes } }, replyToId: 'message-1' });
        await talk.deliver(tap);
        await talk.deliver(tap);
        expect(stepOn(talk.invokeAnswer?.body?.value as never)).toBe('sync-engine');

        const text = talk.activityOf({ type: 'message', text: 'yes' });
        await talk.deliver(text);
        const sends = talk.teams.messages.length;
        await talk.deliver(text);

        expect(talk.teams.messages).toHaveLength(sends);
        expect((await talk.saved()).answers).toHaveLength(2);
    });

    it('gets no second card, also where nothing has moved', async () => {
        const { talk } = await open();
        const help = talk.activityOf({ type: 'message', text: 'help' });

        await talk.deliver(help);
        await talk.deliver(help);

        expect(talk.teams.messages).toHaveLength(2);
    });

    it('while the first is still under way makes one move and one card', async () => {
        const { talk } = await open();
        const text = talk.activityOf({ type: 'message', text: 'yes' });

        await Promise.all([talk.send(text), talk.send(text), talk.send(text)]);
        await talk.settled();

        expect((await talk.saved()).answers).toHaveLength(1);
        expect(talk.teams.messages).toHaveLength(2);
    });

    it.each(['after a restart', 'to another instance'])('%s changes nothing, and shows no second card', async () => {
        const { talk, store } = await open();
        const text = talk.activityOf({ type: 'message', text: 'yes' });
        await talk.deliver(text);
        const sends = talk.teams.messages.length;

        const other = new Conversation(KIM, { store, teams: talk.teams });
        await other.deliver(text);

        expect((await talk.saved()).answers).toHaveLength(1);
        expect(talk.teams.messages).toHaveLength(sends);
    });

    it('shows the card if that was lost with the process', async () => {
        const { talk, store } = await open();
        const text = talk.activityOf({ type: 'message', text: 'yes' });
        talk.teams.onSend = () => {
            throw new ConnectorError(403);
        };
        await talk.deliver(text);
        talk.teams.onSend = () => undefined;

        const other = new Conversation(KIM, { store, teams: talk.teams });
        await other.deliver(text);

        expect(stepOn(cardIn(talk.teams.messages.at(-1)?.activity) ?? {})).toBe('sync-engine');
        expect((await talk.saved()).answers).toHaveLength(1);
    });

    it('by two instances at once makes one move', async () => {
        const { talk, store } = await open();
        const other = new Conversation(SAM, { store, teams: talk.teams });
        const text = talk.activityOf({ type: 'message', text: 'yes' });

        await Promise.all([talk.send(text), other.send(text)]);
        await Promise.all([talk.settled(), other.settled()]);

        expect((await talk.saved()).answers).toHaveLength(1);
    });
});

describe('a saved case of another format', () => {
    it('is replaced by a new one, with a sentence saying so', async () => {
        const { talk, store } = await open();
        const key = (await keysOf(store)).find((name) => name.startsWith('case/')) ?? '';
        const found = await store.read(key);
        await store.write(key, { ...(found?.value as object), format: 0 }, { etag: found?.etag });

        await talk.says('yes');

        expect(talk.text).toContain('saved by another version of this bot');
        expect((await talk.saved()).answers).toEqual([]);
    });
});

describe('a case', () => {
    it('never exceeds 16 KB, however long it is walked and whatever people are called', async () => {
        const talker = { id: '0'.repeat(36), name: '\u{1f469}'.repeat(200), locale: 'sv-SE' };
        const talk = await new Conversation(talker).says('still failing');

        for (let turn = 0; turn < 300; turn++) {
            const offered = buttonsOf(talk.card).map(({ id }) => id);
            const intent = (['no', 'yes', 'escalate', 'back'] as const).find((id) => offered.includes(id)) ?? 'restart';
            await talk.taps(intent);
            expect(Buffer.byteLength(JSON.stringify(await talk.saved()))).toBeLessThan(16 * 1024);
        }
        expect(textOf(talk.card)).not.toBe('');
    });
});

async function keysOf(store: FaultyStore): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of store.list({ under: '' })) keys.push(key);
    return keys;
}

describe('a store that hangs', () => {
    beforeEach(() => {
        jest.useFakeTimers();
    });
    afterEach(() => {
        jest.useRealTimers();
    });

    /** Holds up every write of a case until it is let go. */
    function holdUp(store: FaultyStore): () => void {
        const { promise, resolve } = Promise.withResolvers<void>();
        store.waitsFor = async (point, key) => (point === 'before-write' && key.startsWith('case/') ? promise : undefined);
        return () => {
            store.waitsFor = async () => undefined;
            resolve();
        };
    }

    it('lets a tap be answered in words within five seconds; its card follows when it is decided', async () => {
        const { talk, store } = await open();
        const data = buttonsOf(talk.card).find(({ id }) => id === 'yes')?.data;
        const letGo = holdUp(store);

        const answer = talk.send(
            talk.activityOf({ type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } }, replyToId: 'message-1' }),
        );
        await jest.advanceTimersByTimeAsync(5_000);
        expect((await answer)?.body).toMatchObject({
            type: 'application/vnd.microsoft.activity.message',
            value: expect.stringContaining('longer than usual'),
        });
        letGo();
        await talk.settled();

        expect(stepOn(cardIn(talk.teams.messages[0]?.activity) ?? {})).toBe('sync-engine');
    });

    it('does not block its conversation for ever', async () => {
        const { talk, store } = await open();
        const letGo = holdUp(store);

        const stuck = talk.send(talk.activityOf({ type: 'message', text: 'yes' }));
        await jest.advanceTimersByTimeAsync(10_000);
        await stuck;
        expect(talk.teams.messages.at(-1)?.activity.text).toContain('cannot say whether your answer was saved');
        letGo();
        await talk.says('hello');

        expect(talk.step).toBe('sync-engine');
        expect((await talk.saved()).answers).toHaveLength(1);
    });
});

describe('two instances', () => {
    it('on which twenty people tap the same card make exactly one move', async () => {
        const store = openMemory();
        const teams = new FakeTeams();
        const one = await new Conversation(KIM, { store, teams }).says('configuration');
        const two = new Conversation(SAM, { store, teams });
        const { id, revision } = await one.saved();
        const value = { action: { data: { intent: { kind: 'yes' }, case: id, revision, step: 'version-cutoff' } } };
        const tap = (talk: Conversation, person: number) =>
            talk.send(talk.activityOf({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId: 'message-1' }, { ...KIM, id: `p${person}` }));

        await Promise.all(Array.from({ length: 20 }, (_, person) => tap(person % 2 ? one : two, person)));
        await Promise.all([one.settled(), two.settled()]);

        expect(await one.saved()).toMatchObject({ revision: revision + 1 });
    });
});
