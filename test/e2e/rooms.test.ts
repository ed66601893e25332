import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { LOCALES, textsOf } from '../../src/text/index.ts';
import { askedStep } from '../support/answering.ts';
import type { Chat } from '../support/chat.ts';
import { openPlayground, type Playground } from '../support/playground.ts';
import { type Channel, launchBrowser } from '../support/playground-page.ts';

let browser: Browser;
beforeAll(async () => {
    browser = await launchBrowser();
});
afterAll(async () => {
    await browser.close();
});

/** What a sentence of ours says before its first value. */
const beginningOf = (sentence: string): string => sentence.split('{')[0] ?? '';

describe.each(LOCALES)('in the language "%s"', (locale) => {
    const texts = textsOf(locale);
    const { buttons, steps, typed } = texts;
    const [begin = '', beginOther = '', yes = '', no = ''] = [typed.connectivity, typed.configuration, typed.yes, typed.no].map(([word]) => word);
    let playground: Playground;

    beforeAll(async () => {
        playground = await openPlayground(browser);
        // Remembered for all cases that this person begins, in whatever room.
        await playground.chat.freshLocale(locale, locale === 'en' ? 'type' : 'tap');
    });
    afterAll(async () => {
        expect(await playground?.stop()).toBe(0);
    });

    describe('a personal chat', () => {
        it('tells on an old card where the case stands, and who brought it there', async () => {
            const { chat } = playground;
            await chat.say(begin);
            await chat.say(typed.help[0] ?? '');
            await chat.say(yes);
            const old = chat.cardBefore(1);

            await chat.tap(buttons.escalate, { on: old, isStale: true });

            expect(await chat.text(old)).toMatch(sentence(texts.notes.staleBy));
            expect(await chat.heading(old)).toBe(steps.scope.question);
            expect(await chat.heading()).toBe(steps.scope.question);
        });

        it('tells on an old card that the case has ended', async () => {
            const { chat } = playground;
            await chat.say(begin);
            await chat.say(typed.status[0] ?? '');
            await chat.say(typed.escalate[0] ?? '');
            const old = chat.cardBefore(1);

            await chat.tap(buttons.restart, { on: old, isStale: true });

            expect(await chat.text(old)).toContain(texts.notes['stale-ended']);
            expect(await chat.heading(old)).toBe(texts.escalation.heading);
        });

        it('asks a step again when its row on the status card is tapped', async () => {
            const { chat } = playground;
            await chat.freshLocale(locale);
            await chat.tap(texts.sections.connectivity.problem);
            await chat.tap(steps['version-cutoff'].yes);
            await chat.say(typed.status[0] ?? '');

            await chat.tap(await chat.rowOf(steps['version-cutoff'].heading));

            expect(await chat.heading()).toBe(steps['version-cutoff'].question);
            expect(await chat.text()).toContain(beginningOf(texts.step.was));
            expect(await chat.text()).toContain(texts.answers.yes);
        });
    });

    describe('a group chat', () => {
        let group: Chat;
        beforeAll(async () => {
            group = await playground.page.openGroup();
        });

        it('keeps the greeting for everybody when somebody looks at "More" on it', async () => {
            const before = group.updated();
            // The person has chosen a language in their own chat; the greeting here speaks it too.
            await group.tap(texts.buttons.more);
            expect(await group.heading()).toBe(texts.help.heading);

            await group.say(typed.hello[0] ?? '');

            expect(group.updated()).toBe(before);
        });

        it('walks a case by mentions and taps', async () => {
            await group.say(begin);
            expect(await group.heading()).toBe(steps['version-cutoff'].question);

            await group.tap(steps['version-cutoff'].yes);
            expect(await group.heading()).toBe(steps.scope.question);
            const asked = group.cardBefore(1);
            await group.say(no);

            expect(await group.heading()).toBe(steps.scope.fixHeading);
            await group.shortened(asked);
            expect(await group.text(asked)).toContain(steps.scope.question);
        });
    });

    describe('a channel', () => {
        let channel: Channel;
        beforeAll(async () => {
            channel = await playground.page.openChannel();
        });

        it('has a case in the thread of a post, which taps and replies carry on', async () => {
            const posts = await channel.posts();
            const thread = await channel.post(begin);
            expect(await thread.heading()).toBe(steps['version-cutoff'].question);

            await thread.tap(steps['version-cutoff'].yes);
            expect(await thread.heading()).toBe(steps.scope.question);
            await thread.say(yes);

            expect(await askedStep(thread, texts)).not.toBe('scope');
            expect(await thread.text()).toContain(steps.scope.heading);
            expect(await thread.cards().count()).toBe(2);
            expect(await channel.posts()).toBe(posts + 1);
        });

        it('has a case for each post', async () => {
            const one = await channel.post(begin);
            const other = await channel.post(beginOther);

            await one.say(yes);
            expect(await one.heading()).toBe(steps.scope.question);
            expect(await other.heading()).toBe(steps['version-cutoff'].question);
            await other.tap(steps['version-cutoff'].no);

            expect(await other.heading()).toBe(steps['version-cutoff'].fixHeading);
            expect(await one.heading()).toBe(steps.scope.question);
        });
    });
});

/** A sentence of ours, with anything in the place of its values. */
function sentence(text: string): RegExp {
    const literal = text.split(/\{\w+\}/).map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    return new RegExp(literal.join('.+'));
}
