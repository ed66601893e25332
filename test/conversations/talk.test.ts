import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildTree } from '../../src/dialogs/tree.ts';
import type { Case } from '../../src/engine/case.ts';
import type { Event, Intent } from '../../src/engine/event.ts';
import en from '../../src/text/en.json' with { type: 'json' };
import sv from '../../src/text/sv.json' with { type: 'json' };
import { buttonsOf, textOf } from '../support/card.ts';
import { ASA, Conversation, KIM } from '../support/conversation.ts';
import { cardIn, FakeTeams } from '../support/fake-teams.ts';
import { newCase, RULES, STAMP, say } from '../support/walker.ts';

describe('at any time', () => {
    it('help, status and the question about starting over leave the case as it is, and lead back', async () => {
        const talk = await new Conversation().says('configuration');
        await talk.taps('yes');
        const before = await talk.saved();

        await talk.taps('help');
        expect(talk.heading).toBe(en.help.heading);
        await talk.taps('status');
        expect(talk.text).toContain(`${en.steps['version-cutoff'].heading}: Yes. Kim, 14:02 CET`);
        await talk.taps('restart');
        expect(talk.heading).toBe(en.confirmRestart.heading);
        await talk.taps('hello');

        expect(talk.step).toBe('sync-engine');
        expect(await talk.saved()).toEqual(before);
    });

    it('the case can be started over', async () => {
        const talk = await new Conversation().says('configuration');
        await talk.taps('yes');
        const before = await talk.saved();
        await talk.says('restart');

        await talk.taps('restart');

        expect(talk.heading).toBe(en.start.heading);
        expect((await talk.saved()).id).not.toBe(before.id);
    });

    it('the language can be switched, by button and by word', async () => {
        const talk = await new Conversation().says('hello');

        await talk.taps('language');
        expect(talk.heading).toBe(sv.start.heading);
        await talk.says('in English');
        expect(talk.heading).toBe(en.start.heading);
    });

    it('a section can be named, and the answers so far are kept', async () => {
        const talk = await new Conversation(ASA).says('anslutning');
        await talk.says('ja');

        await talk.says('konfiguration');

        expect(talk.heading).toBe(sv.steps['sync-engine'].question);
        expect((await talk.saved()).answers).toHaveLength(1);
    });

    it('Microsoft can be asked, and the way back leads to the question', async () => {
        const talk = await new Conversation().says('configuration');

        await talk.says('escalate');
        expect(talk.heading).toBe(en.escalation.heading);
        await talk.taps('back');

        expect(talk.step).toBe('version-cutoff');
    });
});

describe('the greeting', () => {
    it('comes when the bot is added, and a tap on it begins a case on that card', async () => {
        const talk = new Conversation(ASA);
        await talk.deliver({ type: 'conversationUpdate', membersAdded: [{ id: '28:bot', name: 'Test Bot' }] });
        const greeting = cardIn(talk.teams.messages[0]?.activity) ?? {};
        expect(textOf(greeting)).toContain(sv.start.heading);

        await talk.taps('start-still-failing', { on: greeting });
        await talk.says('ja');

        expect(talk.heading).toBe(sv.steps.scope.question);
        expect(buttonsOf(cardIn(talk.teams.messages[0]?.activity) ?? {})).toEqual([]);
    });
});

describe('first aid', () => {
    it('is offered once, when all users are hit', async () => {
        const talk = await new Conversation().says('still failing');
        const aid = en.steps.scope.fix[0]?.replaceAll(/\*\*|`/g, '') ?? '';
        const seen: boolean[] = [];
        for (const word of ['yes', 'no', 'no', 'no', 'no', 'no']) {
            await talk.says(word);
            seen.push(talk.text.includes(aid));
        }

        expect(seen).toEqual([false, true, false, false, false, false]);
    });
});

describe('a conversation', () => {
    it('shows nobody the case of another', async () => {
        const teams = new FakeTeams();
        const one = await new Conversation(KIM, { teams, conversationId: '19:c@thread.tacv2;messageid=1' }).says('connectivity');
        const two = await new Conversation(KIM, { teams, store: one.store, conversationId: '19:c@thread.tacv2;messageid=2' }).says('configuration');
        await one.says('yes');

        expect((await two.saved()).answers).toEqual([]);
        expect((await one.saved()).answers).toHaveLength(1);
    });

    it('goes on after a restart of the bot, where it stood', async () => {
        const before = await new Conversation().says('connectivity');
        await before.taps('yes');

        const after = new Conversation(KIM, { store: before.store, teams: before.teams });
        await after.invokes(buttonsOf(before.card).find(({ id }) => id === 'yes')?.data);

        expect(after.step).toBe('path-used');
    });
});

describe('the dialog tree', () => {
    it('does what the engine does by itself, whatever is said', async () => {
        const runTree = buildTree(RULES);
        const intents: Intent[] = [
            ...(['hello', 'yes', 'no', 'unsure', 'skip', 'cannot', 'exit', 'engine', 'back', 'escalate', 'help', 'status', 'unknown'] as const).map(
                (kind) => ({ kind }),
            ),
            { kind: 'start', section: 'still-failing' },
            { kind: 'restart', confirmed: true },
            { kind: 'language', locale: 'sv' },
        ];
        await fc.assert(
            fc.asyncProperty(fc.array(fc.constantFrom(...intents), { maxLength: 60 }), async (said) => {
                let c: Case = say(newCase(), { kind: 'start', section: 'connectivity' }).case;
                for (const intent of said) {
                    const event: Event = { intent, stamp: STAMP };
                    const next = await runTree(c, event);
                    expect(next).toEqual(say(c, intent));
                    c = next.case;
                }
            }),
            { numRuns: 300 },
        );
    });
});
