import { describe, expect, it } from '@jest/globals';
import { openMemory } from '../../src/storage/memory.ts';
import type { Store } from '../../src/storage/store.ts';
import { ASA, Conversation } from '../support/conversation.ts';

/** A store whose writes can be made to fail. */
function failingStore(): Store & { broken: boolean } {
    const store = openMemory();
    return Object.assign(store, {
        broken: false,
        write: ((write) =>
            async function (this: { broken: boolean }, ...args: Parameters<Store['write']>) {
                if (this.broken) throw new Error('disk full at /var/secret');
                return write(...args);
            })(store.write),
    });
}

describe('when the store is down', () => {
    it('the person reads that nothing has changed, with a reference, and can tap again', async () => {
        const store = failingStore();
        const talk = await new Conversation(undefined, { store }).says('configuration');
        const card = talk.card;

        store.broken = true;
        await talk.taps('yes');
        expect(talk.invokeAnswer).toMatchObject({ status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message' } });
        expect(talk.invokeAnswer?.body?.value).toMatch(/nothing has changed.*[0-9a-f]{4}-[0-9a-f]{4}/);
        expect(JSON.stringify(talk.invokeAnswer)).not.toContain('secret');

        store.broken = false;
        await talk.taps('yes', { on: card });
        expect(talk.step).toBe('sync-engine');
    });

    it('a typed answer is answered in words, in Swedish to a Swede', async () => {
        const store = failingStore();
        const talk = await new Conversation(ASA, { store }).says('konfiguration');

        store.broken = true;
        await talk.says('ja');

        expect(talk.teams.messages.at(-1)?.activity.text).toMatch(/inget har ändrats.*[0-9a-f]{4}-[0-9a-f]{4}/);
    });
});

describe('when Teams is down', () => {
    it('the answer is kept, and the next event shows the right card', async () => {
        const talk = await new Conversation().says('configuration');

        talk.teams.onSend = () => {
            throw new Error('503');
        };
        await talk.says('yes');
        talk.teams.onSend = () => undefined;
        await talk.says('hello');

        expect(talk.step).toBe('sync-engine');
        expect((await talk.saved()).answers).toHaveLength(1);
    });
});

describe('twenty people at once', () => {
    it('make exactly one move', async () => {
        const talk = await new Conversation().says('configuration');
        const saved = await talk.saved();
        const data = { intent: { kind: 'yes' }, case: saved.id, revision: saved.revision, step: 'version-cutoff' };

        const invoke = { type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } }, replyToId: 'message-1' };
        await Promise.all(Array.from({ length: 20 }, () => talk.send(talk.activityOf(invoke))));
        await talk.settled();

        const after = await talk.saved();
        expect(after.revision).toBe(saved.revision + 1);
        expect(after.answers).toHaveLength(1);
    });
});
