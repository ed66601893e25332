import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AdaptiveCard, HostConfig } from 'adaptivecards';
import { answeredView } from '../../src/cards/answered-view.ts';
import { type Card, render } from '../../src/cards/render.ts';
import type { CardView } from '../../src/cards/scene.ts';
import { viewOf } from '../../src/cards/view.ts';
import { beginCase, type Case, type EndId, type Position } from '../../src/engine/case.ts';
import type { Move, Note } from '../../src/engine/event.ts';
import { current } from '../../src/engine/position.ts';
import { EXIT_IDS } from '../../src/guide/guide.ts';
import { allSteps, guide } from '../../src/guide/index.ts';
import { LOCALES, textsOf } from '../../src/text/index.ts';
import { buttonsOf, headingOf, nodesOf, textOf } from '../support/card.ts';
import { RULES, STAMP } from '../support/walker.ts';

const HOSTILE = '[Kim](https://evil.example) <at>all</at> ${$root.lang} **b** `c`';

/** A case in which every step has been answered, by somebody with an awkward name: the longest cards there can be. */
function fullCase(locale: string, position: Position): Case {
    const answers = allSteps.map(({ id }, index) => ({
        step: id,
        answer: (['yes', 'no', 'skip'] as const)[index % 3] ?? 'yes',
        by: { id: 'kim', name: `${HOSTILE} ${'x'.repeat(80)}` },
        at: STAMP.at,
        section: 'connectivity' as const,
        ...(index % 3 === 1 && { fix: 'still-failing' as const }),
    }));
    const begun = beginCase({ id: 'abcdef012345', guide: guide.revision, locale, zone: 'Europe/Stockholm', startedAt: STAMP.at });
    return { ...begun, section: 'connectivity', position, answers, moved: { by: STAMP.by, at: STAMP.at } };
}

const SUPPORT = { url: 'https://support.example', label: 'Service desk' };

function cardFor(c: Case, move: Move, note?: Note): CardView {
    return viewOf(RULES, { case: c, move, ...(note && { note }) }, STAMP.at, SUPPORT);
}

/** Every card there can be, in a language. */
function allCards(locale: string): [string, CardView][] {
    const standing = (name: string, position: Position, note?: Note): [string, CardView] => {
        const c = fullCase(locale, position);
        return [`${name} (${locale})`, cardFor(c, current(c), note)];
    };
    const looks = (['start', 'help', 'status', 'confirm-restart'] as const).map((kind): [string, CardView] => [
        `${kind} (${locale})`,
        cardFor(fullCase(locale, { at: 'start' }), { kind }),
    ]);
    const notes: Note[] = [
        { kind: 'stale' },
        { kind: 'stale', by: { by: { id: 'sam', name: HOSTILE }, at: STAMP.at } },
        { kind: 'stale-ended' },
        { kind: 'pasted' },
        { kind: 'dropped', steps: ['clock', 'scope'] },
        { kind: 'not-understood' },
        { kind: 'not-here' },
        { kind: 'proof-failed' },
        { kind: 'guide-changed' },
    ];
    const ends: EndId[] = ['solved', 'escalated', ...EXIT_IDS];
    return [
        ...allSteps.flatMap(({ id }) => [
            standing(`ask ${id}`, { at: 'ask', step: id, detail: false }),
            standing(`detail ${id}`, { at: 'ask', step: id, detail: true }),
            standing(`fix ${id}`, { at: 'fix', step: id }),
            standing(`prove ${id}`, { at: 'prove', step: id }),
            standing(`solved ${id}`, { at: 'end', end: 'solved', step: id, from: { at: 'prove', step: id } }),
        ]),
        ...guide.sections.map(({ id }) => standing(`offer ${id}`, { at: 'offer', next: id })),
        ...ends.map((end) => standing(`end ${end}`, { at: 'end', end, step: 'clock', from: { at: 'start' } })),
        ...notes.map((note) => standing(`note ${note.kind}`, { at: 'ask', step: 'clock', detail: false }, note)),
        ...looks,
    ];
}

const CARDS = LOCALES.flatMap((locale) => allCards(locale));

/** What the library that draws the cards finds wrong with one. */
function faultsOf(card: Card): string[] {
    // CodeBlock is Teams' own: the library takes its fallback, as the Playground does.
    const parsed = new AdaptiveCard();
    parsed.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
    parsed.parse(card);
    return parsed.validateProperties().validationEvents.map(({ message }) => message);
}

describe('every card', () => {
    it.each(CARDS)('%s is complete, valid, small enough and has at most six buttons', (_, view) => {
        const card = render(view);
        const json = JSON.stringify(card);

        expect(faultsOf(card)).toEqual([]);
        expect(Buffer.byteLength(json, 'utf16le')).toBeLessThan(48 * 1024);
        expect(Buffer.byteLength(json)).toBeLessThan(24 * 1024);
        expect(buttonsOf(card).length).toBeLessThanOrEqual(6);
        expect(new Set(buttonsOf(card).map(({ id }) => id)).size).toBe(buttonsOf(card).length);
        expect(json).not.toMatch(/undefined|\[object|NaN/);
        expect(textOf(card).replaceAll(HOSTILE.slice(0, 59), '')).not.toMatch(/\*\*|`|\$\{|\{\w+\}/);
        expect(headingOf(card)).not.toBe('');
        expect(card['lang']).toBe(_.slice(-3, -1));
        expect(nodesOf(card).filter((node) => node['style'] === 'heading')).toHaveLength(1);
    });

    it.each(CARDS)('%s sends the same data by its fallback', (_, view) => {
        const actions = nodesOf(render(view)).flatMap((node) =>
            node['type'] === 'ActionSet' ? nodesOf(node['actions']).filter(({ type }) => type === 'Action.Execute') : [],
        );

        for (const action of actions)
            expect(action['fallback']).toMatchObject({ type: 'Action.Submit', title: action['title'], data: action['data'] });
    });

    it('keeps text from outside out of everything that reads Markdown', () => {
        for (const [, view] of CARDS) {
            const markdown = nodesOf(render(view)).filter((node) => node['type'] === 'TextBlock');
            expect(JSON.stringify(markdown)).not.toContain('evil.example');
        }
    });
});

describe('a card of a step', () => {
    it('shows the way to check only after not sure, with links to the sources', () => {
        const c = fullCase('en', { at: 'ask', step: 'firewall', detail: false });
        const words = textsOf('en').steps.firewall;
        const how = words.how[0]?.replaceAll(/\*\*|`/g, '') ?? '';

        const plain = render(cardFor(c, { kind: 'ask', step: 'firewall', detail: false }));
        const detailed = render(cardFor(c, { kind: 'ask', step: 'firewall', detail: true }));

        expect(textOf(plain)).not.toContain(how);
        expect(textOf(detailed)).toContain(how);
        expect(JSON.stringify(detailed)).toContain('https://learn.microsoft.com/en-us/entra/identity/authentication/troubleshoot-sspr-writeback');
        expect(buttonsOf(detailed).map(({ id }) => id)).toContain('skip');
    });

    it('names the placeholders of a command in the language of the card', () => {
        const textIn = (locale: string): string =>
            textOf(render(cardFor(fullCase(locale, { at: 'ask', step: 'clock', detail: false }), { kind: 'ask', step: 'clock', detail: false })));

        expect(textIn('sv')).toContain('/computer:<domänkontrollant>');
        expect(textIn('en')).toContain('/computer:<domain-controller>');
    });

    it('shows the earlier answer of a step that was opened again', () => {
        const c = fullCase('en', { at: 'ask', step: 'clock', detail: false });
        const was = c.answers.find(({ step }) => step === 'clock');

        const card = render(cardFor(c, { kind: 'ask', step: 'clock', detail: false, ...(was && { was }) }));

        expect(textOf(card)).toContain('Answered before:');
    });
});

describe('an answered card', () => {
    it.each(LOCALES)('keeps its question and answer, and no buttons, in %s', (locale) => {
        const before = fullCase(locale, { at: 'ask', step: 'clock', detail: false });
        const after = fullCase(locale, { at: 'ask', step: 'scope', detail: false });

        const card = render(answeredView(before, after, STAMP));

        expect(faultsOf(card)).toEqual([]);
        expect(buttonsOf(card)).toEqual([]);
        expect(textOf(card)).toContain(textsOf(locale).steps.clock.question);
    });
});

describe('the templates', () => {
    it.each(readdirSync('cards'))('%s binds every value by itself, so that a missing one is noticed', (file) => {
        const texts = nodesOf(JSON.parse(readFileSync(`cards/${file}`, 'utf8'))).flatMap((node) =>
            Object.values(node).filter((value) => typeof value === 'string'),
        );

        expect(texts.filter((text) => text.includes('${') && !/^\$\{[^{}]+\}$/.test(text))).toEqual([]);
    });

    it.each(readdirSync('cards'))('%s holds no words of its own', (file) => {
        const shown = nodesOf(JSON.parse(readFileSync(`cards/${file}`, 'utf8'))).flatMap((node) =>
            ['text', 'title', 'summary', 'speak', 'altText'].flatMap((key) => node[key] ?? []),
        );

        expect(shown.filter((text) => !String(text).startsWith('${'))).toEqual([]);
    });

    it('refuses a view with a hole', () => {
        expect(() => render({ template: 'message', summary: '', data: {} })).toThrow(RangeError);
    });
});
