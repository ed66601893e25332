import { describe, expect, it } from '@jest/globals';
import en from '../../src/text/en.json' with { type: 'json' };
import sv from '../../src/text/sv.json' with { type: 'json' };
import { buttonsOf, headingOf, tapAreasOf, textOf } from '../support/card.ts';
import { ASA, Conversation, KIM, SAM } from '../support/conversation.ts';
import { cardIn, FakeTeams } from '../support/fake-teams.ts';

const CHANNEL = '19:c0ffee@thread.tacv2';

describe('several people', () => {
    it('may all answer, and the next card says who answered last', async () => {
        const talk = await new Conversation().says('configuration');

        await talk.taps('yes', { by: SAM });

        expect(talk.text).toContain(`${en.steps['version-cutoff'].heading}: Yes. Sam, 14:02 CET.`);
    });

    it('who tap the same card at once make one move, and the second reads who was first', async () => {
        const talk = await new Conversation().says('configuration');
        const { id, revision } = await talk.saved();
        const value = { action: { data: { intent: { kind: 'no' }, case: id, revision, step: 'version-cutoff' } } };
        const tap = (by: typeof KIM) =>
            talk.send(talk.activityOf({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId: 'message-1' }, by));

        const [first, second] = await Promise.all([tap(SAM), tap(KIM)]);
        await talk.settled();

        expect(textOf(first?.body?.value as never)).not.toContain('answered this');
        expect(textOf(second?.body?.value as never)).toContain('Sam answered this at 14:02 CET.');
        expect(headingOf(second?.body?.value as never)).toBe(en.steps['version-cutoff'].fixHeading);
    });

    it('who type while another taps do not answer a question they never saw', async () => {
        const talk = await new Conversation().says('configuration');
        const { id, revision } = await talk.saved();
        const value = { action: { data: { intent: { kind: 'yes' }, case: id, revision, step: 'version-cutoff' } } };

        await Promise.all([
            talk.send(talk.activityOf({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId: 'message-1' }, SAM)),
            talk.send(talk.activityOf({ type: 'message', text: 'no' }, KIM)),
        ]);
        await talk.settled();

        const { answers } = await talk.saved();
        expect(answers).toHaveLength(1);
    });

    it('see who answered what and when on the status card', async () => {
        const talk = await new Conversation().says('configuration');
        await talk.taps('yes', { by: SAM });
        await talk.taps('yes', { by: KIM });

        await talk.taps('help');
        await talk.taps('status');

        expect(talk.text).toContain(`${en.steps['version-cutoff'].heading}: Yes. Sam, 14:02 CET`);
        expect(talk.text).toContain(`${en.steps['sync-engine'].heading}: Yes. Kim, 14:03 CET`);
    });
});

describe('an answer', () => {
    it('is changed from the status card, by tapping its row', async () => {
        const talk = await new Conversation().says('configuration');
        await talk.taps('yes');
        await talk.taps('yes');
        await talk.says('status');

        const row = tapAreasOf(talk.card).find(({ data }) => data.intent.kind === 'reopen');
        expect(row?.title).toBe(`${en.steps['version-cutoff'].heading}: Yes. Kim, 14:02 CET. Answer again`);
        await talk.invokes(row?.data);

        expect(talk.step).toBe('version-cutoff');
        expect(talk.text).toContain('Answered before: Yes. Kim, 14:02 CET.');
        expect((await talk.saved()).answers.map(({ step }) => step)).toEqual(['sync-engine']);
    });

    it('is changed by typing, and takes along what no longer applies, by name', async () => {
        const talk = await new Conversation().says('configuration');
        for (const word of ['yes', 'yes', 'yes', 'yes']) await talk.says(word);

        await talk.says(`change ${en.steps['sync-engine'].heading}`);
        await talk.says('no');

        const dropped = [en.steps['version-cutoff'].heading, en.steps['one-active-server'].heading].join(', ');
        expect(talk.text).toContain(`These answers no longer apply and were dropped: ${dropped}.`);
        expect((await talk.saved()).answers.map(({ step }) => step)).toEqual(['licence', 'sync-engine']);
    });

    it('that was never given cannot be changed', async () => {
        const talk = await new Conversation().says('configuration');

        await talk.says(`change ${en.steps.firewall.heading}`);

        expect(talk.text).toContain(en.notes['not-here']);
    });
});

describe('a card of the past', () => {
    it('of an ended case says so, and offers a new one', async () => {
        const talk = await new Conversation().says('configuration');
        const old = talk.card;
        await talk.says('escalate');

        await talk.taps('yes', { on: old });

        expect(talk.text).toContain(en.notes['stale-ended']);
        expect(buttonsOf(talk.card).map(({ title }) => title)).toContain(en.buttons.newCase);
    });

    it('of an earlier case changes nothing in the new one', async () => {
        const talk = await new Conversation().says('configuration');
        const old = talk.card;
        await talk.taps('yes');
        await talk.says('restart');
        await talk.taps('restart');
        await talk.says('configuration');

        await talk.taps('no', { on: old });

        expect(talk.text).toContain(en.notes.stale);
        expect((await talk.saved()).answers).toEqual([]);
    });
});

describe('a thread', () => {
    it('of a channel has its own case, begun by a mention in a new post, answered in the thread', async () => {
        const teams = new FakeTeams();
        const one = new Conversation(KIM, { teams, conversationId: `${CHANNEL};messageid=1` });
        const two = new Conversation(SAM, { teams, store: one.store, conversationId: `${CHANNEL};messageid=2` });
        const mention = { entities: [{ type: 'mention', text: '<at>Test Bot</at>', mentioned: { id: '28:bot' } }] };

        await one.deliver({ type: 'message', text: '<at>Test Bot</at> connectivity', ...mention });
        await two.deliver({ type: 'message', text: '<at>Test Bot</at>&nbsp;configuration', ...mention });
        await one.deliver({ type: 'message', text: '<at>Test Bot</at> yes', ...mention });

        expect((await one.saved()).answers.map(({ step }) => step)).toEqual(['version-cutoff']);
        expect((await two.saved()).answers).toEqual([]);
        expect(teams.messages.map(({ conversationId }) => conversationId)).toEqual([one.id, two.id, one.id]);
    });

    it('is the post itself when a channel names none', async () => {
        const talk = new Conversation(KIM, { conversationId: CHANNEL });
        const conversation = { id: CHANNEL, conversationType: 'channel', isGroup: true, name: '' };

        await talk.deliver({ id: '1767', type: 'message', text: 'configuration', conversation } as never);

        expect(talk.teams.messages[0]?.conversationId).toBe(`${CHANNEL};messageid=1767`);
    });

    it('begins under the greeting when the greeting is tapped', async () => {
        const teams = new FakeTeams();
        const channel = new Conversation(KIM, { teams, conversationId: CHANNEL });
        await channel.deliver({ type: 'installationUpdate', action: 'add' });
        const greeting = cardIn(teams.messages[0]?.activity) ?? {};

        const thread = new Conversation(SAM, { teams, store: channel.store, conversationId: `${CHANNEL};messageid=message-1` });
        await thread.taps('start-connectivity', { on: greeting });

        expect(thread.step).toBe('version-cutoff');
        expect((await thread.saved()).section).toBe('connectivity');
    });
});

describe('the welcome', () => {
    const botAdded = { type: 'conversationUpdate', membersAdded: [{ id: '28:bot', name: 'Test Bot' }] };
    const installed = { type: 'installationUpdate', action: 'add' };

    it.each([
        ['both events', [installed, botAdded]],
        ['both events, the other way round', [botAdded, installed]],
        ['one event, delivered twice', [installed, installed]],
        ['only the other event', [botAdded]],
        [
            'an update of the app',
            [installed, { type: 'installationUpdate', action: 'remove-upgrade' }, { type: 'installationUpdate', action: 'ADD-UPGRADE' }],
        ],
        ['people who join later', [installed, { type: 'conversationUpdate', membersAdded: [{ id: '29:new' }, { id: '29:newer' }] }]],
    ])('is one card on %s', async (_, activities) => {
        const talk = new Conversation(ASA);

        for (const activity of activities) await talk.deliver(activity as never);

        expect(talk.teams.messages).toHaveLength(1);
        expect(headingOf(cardIn(talk.teams.messages[0]?.activity) ?? {})).toBe(sv.start.heading);
    });

    it('is one card when both events come at once', async () => {
        const talk = new Conversation(ASA);

        await Promise.all([installed, botAdded, installed].map((activity) => talk.send(talk.activityOf(activity as never))));

        expect(talk.teams.messages).toHaveLength(1);
    });

    it('is put into the language of the installer when that is known second', async () => {
        const talk = new Conversation(ASA);

        await talk.deliver({ ...botAdded, locale: undefined } as never);
        expect(headingOf(cardIn(talk.teams.messages[0]?.activity) ?? {})).toBe(en.start.heading);
        await talk.deliver(installed);

        expect(talk.teams.messages).toHaveLength(1);
        expect(headingOf(cardIn(talk.teams.messages[0]?.activity) ?? {})).toBe(sv.start.heading);
    });

    it('is tried again when it could not be delivered', async () => {
        const talk = new Conversation(ASA);
        talk.teams.onSend = () => {
            throw new Error('502');
        };
        await talk.deliver(installed);
        talk.teams.onSend = () => undefined;

        await talk.deliver(botAdded as never);

        expect(talk.teams.messages).toHaveLength(1);
    });

    it('is forgotten with everything else when the bot is removed', async () => {
        const talk = new Conversation(ASA);
        await talk.deliver(installed);
        await talk.says('konfiguration');

        await talk.deliver({ type: 'installationUpdate', action: 'remove' });

        const keys: string[] = [];
        for await (const key of talk.store.list({ under: '' })) keys.push(key);
        expect(keys).toEqual([]);
    });
});

describe('the language', () => {
    it('that the installer chose is that of the greeting', async () => {
        const first = await new Conversation(KIM).says('svenska');
        const group = new Conversation(KIM, { store: first.store, conversationId: '19:group@thread.v2' });

        await group.deliver({ type: 'installationUpdate', action: 'add' });

        expect(headingOf(cardIn(group.teams.messages[0]?.activity) ?? {})).toBe(sv.start.heading);
    });

    it('that a person chose is remembered in their other chats', async () => {
        const first = await new Conversation(KIM).says('hello');
        await first.says('svenska');

        const second = await new Conversation(KIM, { store: first.store, conversationId: 'a:other' }).says('hello');

        expect(second.heading).toBe(sv.start.heading);
    });

    it('of a shared case is one for all, with a switch on the card', async () => {
        const talk = await new Conversation(KIM, { conversationId: '19:group@thread.v2' }).says('configuration');
        await talk.says('yes', ASA);
        expect(talk.heading).toBe(en.steps['sync-engine'].question);

        await talk.taps('help', { by: ASA });
        await talk.taps('language', { by: ASA });
        expect(talk.heading).toBe(sv.steps['sync-engine'].question);
        await talk.says('yes', KIM);

        expect(talk.heading).toBe(sv.steps['one-active-server'].question);
    });

    it('switches to the other one by the word alone, and a card in the first one still fits', async () => {
        const talk = await new Conversation(KIM).says('configuration');
        const card = talk.card;
        await talk.says('language');
        expect(talk.heading).toBe(sv.steps['version-cutoff'].question);

        await talk.taps('yes', { on: card });

        expect(talk.heading).toBe(sv.steps['sync-engine'].question);
    });
});

describe('a number', () => {
    it('chooses a section where sections are on offer, and means nothing inside one', async () => {
        const talk = await new Conversation().says('2');
        expect((await talk.saved()).section).toBe('connectivity');

        await talk.says('1');

        expect(talk.text).toContain(en.notes['not-understood']);
        expect((await talk.saved()).section).toBe('connectivity');
    });
});
