import { describe, expect, it } from '@jest/globals';
import en from '../../src/text/en.json' with { type: 'json' };
import sv from '../../src/text/sv.json' with { type: 'json' };
import { buttonsOf } from '../support/card.ts';
import { ASA, Conversation, SAM } from '../support/conversation.ts';
import { cardIn } from '../support/fake-teams.ts';

describe('a text that is not understood', () => {
    it.each([
        ['qwerty', 'not-understood'],
        ['[a](https://evil.example)', 'not-understood'],
        ['33004', 'pasted'],
        ['no events 33004 found', 'pasted'],
        ['x'.repeat(20_000), 'pasted'],
    ] as const)('%.30s gets the open question again', async (text, note) => {
        const talk = await new Conversation().says('configuration');
        const before = await talk.saved();

        await talk.says(text);

        expect(talk.text).toContain(en.notes[note]);
        expect(talk.step).toBe('version-cutoff');
        expect(JSON.stringify(talk.card)).not.toContain('evil.example');
        expect(await talk.saved()).toEqual(before);
    });

    it.each([[''], ['   '], ['<at>Test Bot</at>'], [undefined], [null]])('%j gets the card without a word of blame', async (text) => {
        const talk = await new Conversation().says('configuration');

        const entities = [{ type: 'mention', text: '<at>Test Bot</at>', mentioned: { id: '28:bot' } }];
        await talk.deliver({ type: 'message', text: text as string, entities } as never);

        expect(buttonsOf(cardIn(talk.teams.messages.at(-1)?.activity) ?? {}).map(({ id }) => id)).toContain('yes');
    });

    it('is answered in Swedish to a Swede', async () => {
        const talk = await new Conversation(ASA).says('hm?');

        expect(talk.text).toContain(sv.notes['not-understood']);
    });
});

describe('a tap', () => {
    it('on an older card changes nothing, and says who came first', async () => {
        const talk = await new Conversation().says('configuration');
        const old = talk.card;
        await talk.taps('yes', { by: SAM });
        const before = await talk.saved();

        await talk.taps('no', { on: old });

        expect(talk.text).toContain('Sam answered this at 14:02 CET.');
        expect(talk.step).toBe('sync-engine');
        expect(await talk.saved()).toEqual(before);
    });

    it.each([
        ['no data', undefined],
        ['a text', 'yes'],
        ['an unknown intent', { intent: { kind: 'format-disk' } }],
        ['a step that no longer exists', { intent: { kind: 'yes' }, case: 'CASE', revision: 1, step: 'removed-step' }],
        ['a wrong case', { intent: { kind: 'yes' }, case: 'other', revision: 1, step: 'version-cutoff' }],
        ['a revision to come', { intent: { kind: 'yes' }, case: 'CASE', revision: 99 }],
        ['a prototype', JSON.parse('{"__proto__": {"intent": {"kind": "yes"}}, "intent": {"kind": "__proto__"}}')],
    ])('with %s changes nothing and shows where the case stands', async (_, data) => {
        const talk = await new Conversation().says('configuration');
        const before = await talk.saved();

        await talk.invokes(typeof data === 'object' && data?.case === 'CASE' ? { ...data, case: before.id } : data);

        expect(talk.invokeAnswer).toMatchObject({ status: 200, body: { statusCode: 200 } });
        expect(talk.step).toBe('version-cutoff');
        expect(talk.text).toMatch(new RegExp(`${en.notes.stale}|${en.notes['not-understood']}`));
        expect(await talk.saved()).toEqual(before);
    });

    it.each([
        ['no value', { value: undefined }],
        ['null', { value: null }],
        ['a value that is a text', { value: 'x' }],
        ['an action that is a number', { value: { action: 7 } }],
    ])('with %s as its value is answered with the card', async (_, patch) => {
        const talk = await new Conversation().says('configuration');

        await talk.deliver({ type: 'invoke', name: 'adaptiveCard/action', ...patch });

        expect(talk.invokeAnswer).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.card.adaptive' } });
    });

    it('by an old client arrives as a message, and changes the card in place', async () => {
        const talk = await new Conversation().says('configuration');
        const yes = buttonsOf(talk.card).find(({ id }) => id === 'yes')?.data;

        await talk.submits(yes);
        expect(talk.step).toBe('sync-engine');
        expect(talk.teams.messages).toHaveLength(1);

        await talk.submits(JSON.stringify(yes));
        expect(talk.step).toBe('sync-engine');
        await talk.submits('{broken');
        expect(talk.step).toBe('sync-engine');
    });

    it('is shown to everybody: the shared message follows', async () => {
        const talk = await new Conversation().says('configuration');

        await talk.taps('yes');

        expect(talk.teams.messages).toHaveLength(1);
        expect(cardIn(talk.teams.messages[0]?.activity)).toEqual(talk.card);
    });
});

describe('an activity that is none of ours', () => {
    it.each([
        [{ type: 'typing' }],
        [{ type: 'messageReaction' }],
        [{ type: 'messageUpdate', text: 'yes' }],
        [{ type: 'messageDelete' }],
        [{ type: 'event', name: 'x' }],
        [{ type: 'conversationUpdate' }],
        [{ type: 'conversationUpdate', membersAdded: [{ id: '29:new' }] }],
        [{ type: 'somethingNew' }],
    ])('%j is passed over quietly', async (activity) => {
        const talk = await new Conversation().says('configuration');
        const before = await talk.saved();

        await talk.deliver(activity as never);

        expect(talk.teams.messages).toHaveLength(1);
        expect(await talk.saved()).toEqual(before);
    });

    it('an invoke of another name gets an answer', async () => {
        const talk = new Conversation();

        await talk.deliver({ type: 'invoke', name: 'task/fetch' });

        expect(talk.invokeAnswer).toEqual({ status: 501 });
    });
});
