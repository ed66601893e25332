import { describe, expect, it } from '@jest/globals';
import en from '../../src/text/en.json' with { type: 'json' };
import sv from '../../src/text/sv.json' with { type: 'json' };
import { buttonsOf, textOf } from '../support/card.ts';
import { ASA, Conversation, KIM, SAM } from '../support/conversation.ts';
import { cardIn } from '../support/fake-teams.ts';

describe('a walk to solved', () => {
    it('goes by taps from the greeting through a fix and its proof', async () => {
        const talk = await new Conversation().says('hello');

        await talk.taps('start-connectivity');
        expect(talk.step).toBe('version-cutoff');
        await talk.taps('yes');
        expect(talk.step).toBe('scope');
        await talk.taps('no');
        await talk.taps('no');
        expect(talk.step).toBe('request-arrives');
        await talk.taps('no');
        await talk.taps('no');
        expect(talk.step).toBe('agent-status');
        await talk.taps('yes');
        expect(talk.step).toBe('proxy');
        await talk.taps('no');
        expect(talk.heading).toBe(en.steps.proxy.fixHeading);
        await talk.taps('yes');
        expect(talk.heading).toBe(en.prove.heading);
        await talk.taps('yes');

        expect(talk.heading).toBe(en.solved.heading);
        expect(talk.text).toContain(en.steps.proxy.fixHeading);
        expect(talk.text).toContain(en.steps.proxy.watch.replaceAll(/\*\*|`/g, ''));
        expect((await talk.saved()).position).toMatchObject({ at: 'end', end: 'solved', step: 'proxy' });
    });

    it('goes by typed words in Swedish, and freezes each answered card', async () => {
        const talk = await new Conversation(ASA).says('hej');
        await talk.says('konfiguration');
        expect(talk.heading).toBe(sv.steps['version-cutoff'].question);

        await talk.says('Ja!');
        expect(talk.heading).toBe(sv.steps['sync-engine'].question);
        await talk.says('ja');
        await talk.says('nej');
        expect(talk.heading).toBe(sv.steps['one-active-server'].fixHeading);
        await talk.says('det fungerar nu');
        await talk.says('ja');

        expect(talk.heading).toBe(sv.solved.heading);
        const shown = talk.teams.messages.map(({ activity }) => cardIn(activity));
        const alive = shown.filter((card) => card && buttonsOf(card).length > 0);
        expect(alive).toHaveLength(1);
        expect(textOf(shown[1] ?? {})).toBe(`${sv.steps['version-cutoff'].question}\nJa. Åsa, kl. 14.03 (CET).`);
    });

    it('does not believe a fix whose proof fails, and goes on with the open steps', async () => {
        const talk = await new Conversation().says('connectivity');
        for (const word of ['yes', 'yes', 'no', 'yes', 'no']) await talk.says(word);

        expect(talk.text).toContain(en.notes['proof-failed']);
        expect((await talk.saved()).answers.at(-1)).toMatchObject({ step: 'path-used', answer: 'no', fix: 'unproven' });
        expect(talk.step).toBe('request-arrives');
    });
});

describe('a walk without a fault', () => {
    it.each([
        ['cached-password', ['yes', 'yes', 'yes', 'yes', 'no', 'yes']],
        ['protected-account', ['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'no', 'exit']],
        ['not-writeback', ['yes', 'yes', 'no', 'exit']],
        ['outage', ['yes', 'no', 'no', 'no', 'no', 'no', 'exit']],
    ] as const)('ends with %s', async (exit, taps) => {
        const talk = await new Conversation().says('still failing');

        for (const intent of taps) await talk.taps(intent);

        expect(talk.heading).toBe(en.exits[exit].heading);
        await talk.taps('back');
        expect(talk.heading).not.toBe(en.exits[exit].heading);
    });
});

describe('a walk to escalation', () => {
    it('ends with a summary of what was answered, skipped and not reached', async () => {
        const talk = await new Conversation(KIM, { ownSupport: { url: 'https://support.example/new', label: 'Service desk' } }).says('3');
        await talk.taps('yes');
        await talk.taps('yes', { by: SAM });
        await talk.taps('unsure');
        await talk.taps('skip');
        await talk.taps('yes');
        await talk.taps('yes');
        await talk.taps('no');
        await talk.taps('cannot');

        expect(talk.heading).toBe(en.escalation.heading);
        expect(talk.text).toContain(`- ${en.steps.scope.question} yes (Sam, 2026-11-20 14:03 CET)`);
        expect(talk.text).toContain(`- ${en.steps['path-used'].heading}: skipped by Kim`);
        expect(talk.text).toContain(`- ${en.steps['account-state'].heading}: no, fix could not be done here (Kim`);
        expect(talk.text).toContain(`- ${en.steps.firewall.heading}: in order, by ${en.steps['request-arrives'].heading}`);
        expect(talk.text).toMatch(new RegExp(`- Not reached: .*${en.steps['minimum-age'].heading}`));
        expect(JSON.stringify(talk.card)).toContain('https://support.example/new');
        expect(talk.text).toContain('Service desk');
    });

    it('comes by itself when every section is through', async () => {
        const talk = await new Conversation().says('configuration');

        for (let turn = 0; talk.heading !== en.escalation.heading && turn < 120; turn++) {
            await talk.taps('yes');
        }

        expect(talk.heading).toBe(en.escalation.heading);
        expect(talk.text).not.toContain('Not reached');
    });
});

describe('Cloud Sync', () => {
    it('is asked for from the version question, and then nothing of Connect is asked', async () => {
        const talk = await new Conversation().says('connectivity');

        await talk.taps('engine');
        expect(talk.step).toBe('sync-engine');
        await talk.taps('no');
        await talk.taps('no');

        expect(talk.step).toBe('scope');
        const { answers } = await talk.saved();
        expect(answers.map(({ step }) => step)).toEqual(['sync-engine']);
        await talk.taps('yes');
        await talk.taps('no');
        await talk.taps('yes');
        expect(talk.text).toContain('CloudSync');
    });
});
