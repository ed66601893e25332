import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { SOURCES } from '../../src/guide/sources.ts';
import { fill, LOCALES, type Locale, textsOf } from '../../src/text/index.ts';
import { answerUntil } from '../support/answering.ts';
import type { Chat } from '../support/chat.ts';
import { openPlayground, type Playground } from '../support/playground.ts';
import { launchBrowser } from '../support/playground-page.ts';
import { allGone, familyOf, freshFolder, removeFolder, startAll } from '../support/processes.ts';

let browser: Browser;
beforeAll(async () => {
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser.close();
});

/** Parts of the language files that no card shows, or that commands use as parts of their own words. */
const NOT_ON_CARDS: ReadonlySet<string> = new Set(['name', 'typed', 'graph', 'placeholders', 'time']);

/** Every text of a language that a card may show. */
function shownTexts(locale: Locale): readonly string[] {
    const parts = Object.entries(textsOf(locale)).filter(([key]) => !NOT_ON_CARDS.has(key));
    return parts.flatMap(([, part]) => leavesOf(part));
}

const leavesOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leavesOf));

const withoutMarkup = (text: string): string => text.replaceAll(/\*\*|`/g, '');

/** What a card shows of a sentence of ours: the pieces around the values that are put in. Very short ones tell no language. */
const piecesOf = (sentence: string): readonly string[] =>
    withoutMarkup(sentence)
        .split(/\{\w+\}/)
        .map((piece) => piece.trim())
        .filter((piece) => piece.length >= 4);

/** Whether a piece stands in a text as whole words: "Back" is not in "Backup". */
function holds(text: string, piece: string): boolean {
    const literal = piece.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** What only the other languages say: sentences, headings and buttons that this one words in another way. */
function foreignTo(locale: Locale): readonly string[] {
    const own = withoutMarkup(shownTexts(locale).join('\n'));
    const others = LOCALES.filter((other) => other !== locale).flatMap(shownTexts);
    return [...new Set(others.flatMap(piecesOf))].filter((piece) => !holds(own, piece));
}

/** The titles of Microsoft's pages are shown as they are, in English. */
const withoutSources = (text: string): string => Object.values(SOURCES).reduce((rest, { title }) => rest.replaceAll(title, ''), text);

/** What has to hold of every card: no hole in it, one language, nothing cut off. */
async function expectSound(chat: Chat, foreign: readonly string[]): Promise<void> {
    const text = await chat.text();
    expect(text).not.toMatch(/\$\{|\bundefined\b|\[object|\bNaN\b/);
    expect(foreign.filter((piece) => holds(withoutSources(text), piece))).toEqual([]);
    expect(await chat.clipped()).toEqual([]);
}

describe.each(LOCALES)('in the language "%s"', (locale) => {
    const texts = textsOf(locale);
    const { buttons, exits, sections, steps } = texts;
    const foreign = foreignTo(locale);
    let playground: Playground;
    let chat: Chat;

    // Every card on the way is looked at, not only where a test ends.
    const walker: Pick<Chat, 'heading' | 'tap' | 'say'> = {
        heading: () => chat.heading(),
        async tap(title) {
            await chat.tap(title);
            await expectSound(chat, foreign);
        },
        async say(text) {
            await chat.say(text);
            await expectSound(chat, foreign);
        },
    };

    beforeAll(async () => {
        playground = await openPlayground(browser);
        chat = playground.chat;
    });
    beforeEach(async () => {
        await chat.freshLocale(locale);
        await expectSound(chat, foreign);
    });
    afterAll(async () => {
        expect(await playground?.stop()).toBe(0);
    });

    it('connectivity ends solved, through the firewall fix and its proof', async () => {
        await walker.tap(sections.connectivity.problem);
        await answerUntil(walker, texts, 'firewall', { scope: 'no', 'request-arrives': 'no', 'agent-status': 'no' });

        await walker.tap(steps.firewall.no);
        expect(await chat.heading()).toBe(steps.firewall.fixHeading);
        await walker.tap(buttons.works);
        expect(await chat.heading()).toBe(texts.prove.heading);
        await walker.tap(buttons.proven);

        expect(await chat.heading()).toBe(texts.solved.heading);
        expect(await chat.text()).toContain(fill(texts.solved.wrong, { heading: steps.firewall.heading }));
        expect(await chat.text()).toContain(fill(texts.solved.fixed, { fix: steps.firewall.fixHeading }));
    });

    it('still failing ends with the summary for Microsoft, by a fix that cannot be done here and by asking for it', async () => {
        await walker.tap(sections['still-failing'].problem);
        await answerUntil(walker, texts, 'account-state');

        await walker.tap(steps['account-state'].no);
        await walker.tap(buttons.cannot);
        expect(await chat.heading()).toBe(texts.escalation.heading);
        expect(await chat.text()).toContain(texts.summary.title);
        expect(await chat.text()).toContain(texts.summary.fix.cannot);
        expect(await chat.buttons()).toContain(buttons.openMicrosoft);

        await walker.tap(buttons.back);
        expect(await chat.heading()).toBe(steps['account-state'].fixHeading);
        await walker.tap(buttons.more);
        await walker.tap(buttons.escalate);
        expect(await chat.heading()).toBe(texts.escalation.heading);
    });

    it('configuration: not sure, skipped and taken back; then a fix that its test refutes', async () => {
        await walker.tap(sections.configuration.problem);
        await answerUntil(walker, texts, 'one-active-server');

        await walker.tap(buttons.unsure);
        expect(await chat.text()).toContain(texts.step.how);
        await walker.tap(buttons.skip);
        expect(await chat.heading()).toBe(steps.licence.question);
        await walker.tap(buttons.back);
        expect(await chat.heading()).toBe(steps['one-active-server'].question);
        expect(await chat.text()).toContain(piecesOf(texts.step.was)[0]);

        await walker.tap(steps['one-active-server'].yes);
        await walker.tap(steps.licence.no);
        expect(await chat.heading()).toBe(steps.licence.fixHeading);
        await walker.tap(buttons.works);
        await walker.tap(buttons.unproven);
        expect(await chat.text()).toContain(texts.notes['proof-failed']);
        await walker.say(texts.typed.status[0] ?? '');
        expect(await chat.text()).toContain(texts.summary.fix.unproven);
    });

    it('configuration without a fault offers the next section', async () => {
        await walker.tap(sections.configuration.problem);
        await answerUntil(walker, texts, undefined, { 'test-user': 'skip' });

        expect(await chat.heading()).toBe(fill(texts.offer.heading, { section: sections.configuration.name }));
        expect(await chat.text()).toContain(steps['test-user'].heading);
        await walker.tap(buttons.goOn);
        expect(await chat.text()).toContain(sections.connectivity.name);
    });

    it('a protected account ends the case by design', async () => {
        await walker.tap(sections['still-failing'].problem);
        await answerUntil(walker, texts, 'protected-account');

        await walker.tap(steps['protected-account'].no);
        await walker.tap(exits['protected-account'].button);

        expect(await chat.heading()).toBe(exits['protected-account'].heading);
    });

    it('a typed answer gets a new card, and the card before keeps only question and answer', async () => {
        await walker.tap(sections.configuration.problem);
        await walker.say(texts.typed.yes[0] ?? '');

        const before = chat.cardBefore(1);
        await chat.shortened(before);
        expect(await before.textContent()).toContain(steps['version-cutoff'].question);
        expect(await before.textContent()).toContain(texts.answers.yes);
        expect(await chat.heading()).toBe(steps['sync-engine'].question);
    });

    it('the language changes by button and by typing', async () => {
        const other = LOCALES.find((known) => known !== locale) ?? locale;

        await chat.freshLocale(other, 'tap');
        await expectSound(chat, foreignTo(other));
        await chat.freshLocale(locale, 'type');

        expect(await chat.heading()).toBe(texts.start.heading);
        await expectSound(chat, foreign);
    });
});

describe('scripts/start.ts', () => {
    it('ends with code 0 at Ctrl-C and leaves no process behind', async () => {
        const folder = await freshFolder();
        const all = await startAll(folder);
        const family = await familyOf(all.pid);
        expect(family.length).toBeGreaterThan(1);

        expect(await all.end('SIGINT')).toBe(0);

        await allGone(family);
        await removeFolder(folder);
    });
});
