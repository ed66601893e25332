import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { LOCALES, textsOf } from '../../src/text/index.ts';
import { violationsIn } from '../support/axe.ts';
import { tourCards } from '../support/card-tour.ts';
import type { Chat } from '../support/chat.ts';
import { openPlayground, type Playground } from '../support/playground.ts';
import { launchBrowser } from '../support/playground-page.ts';

describe.each(LOCALES)('for everybody, in the language "%s"', (locale) => {
    const texts = textsOf(locale);
    const { buttons, sections, steps, typed } = texts;
    let browser: Browser;
    let playground: Playground;
    let chat: Chat;

    beforeAll(async () => {
        browser = await launchBrowser();
        playground = await openPlayground(browser, { ESCALATION_URL: 'https://support.example.org', ESCALATION_LABEL: 'Contoso IT support' });
        chat = playground.chat;
    });
    afterAll(async () => {
        expect(await playground?.stop()).toBe(0);
        await browser?.close();
    });

    it('no kind of card has a serious fault, and each has one heading', async () => {
        const found: Record<string, readonly string[]> = {};
        const headings: Record<string, number> = {};
        const look = async (kind: string, card = chat.lastCard()): Promise<void> => {
            found[kind] = await violationsIn(card);
            headings[kind] = await card.getByRole('heading').count();
        };

        await tourCards(chat, locale, look);
        await chat.say(typed.restart[0] ?? '');
        await look('confirm-restart');

        const kinds = Object.keys(found);
        expect(kinds).toHaveLength(14);
        expect(found).toEqual(Object.fromEntries(kinds.map((kind) => [kind, []])));
        expect(headings).toEqual(Object.fromEntries(kinds.map((kind) => [kind, 1])));
    });

    it('a fix and the way back are reached by the keyboard alone', async () => {
        await chat.freshLocale(locale);

        await chat.tap(sections.connectivity.problem, { by: 'Enter' });
        expect(await chat.heading()).toBe(steps['version-cutoff'].question);
        await chat.tap(steps['version-cutoff'].no, { by: 'Space' });
        expect(await chat.heading()).toBe(steps['version-cutoff'].fixHeading);
        await chat.tap(buttons.back, { by: 'Enter' });

        expect(await chat.heading()).toBe(steps['version-cutoff'].question);
    });

    it('a step is answered again by the keyboard alone', async () => {
        await chat.say(typed.yes[0] ?? '');
        await chat.say(typed.status[0] ?? '');

        await chat.tap(await chat.rowOf(steps['version-cutoff'].heading), { by: 'Enter' });

        expect(await chat.heading()).toBe(steps['version-cutoff'].question);
    });
});
