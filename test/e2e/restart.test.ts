import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { textsOf } from '../../src/text/index.ts';
import type { Chat } from '../support/chat.ts';
import { launchBrowser, PlaygroundPage } from '../support/playground-page.ts';
import { freshFolder, type Running, removeFolder, startPlayground } from '../support/processes.ts';
import { BotProcess } from '../support/service.ts';

const texts = textsOf('en');
const { buttons, sections, steps } = texts;

// The Playground keeps the conversation in memory, so it has to outlive the bot: here the two are processes of their own.
describe('a bot that is killed and started again on the same store', () => {
    let folder: string;
    let browser: Browser;
    let bot: BotProcess;
    let address: string;
    let playground: Running;
    let chat: Chat;

    const startAt = async (port: string): Promise<void> => {
        bot = new BotProcess({ PORT: port, STATE_STORE: `sqlite:${join(folder, 'state.sqlite')}` });
        address = await bot.address();
    };

    beforeEach(async () => {
        folder = await freshFolder();
        browser = await launchBrowser();
        await startAt('0');
        playground = await startPlayground(folder, address);
        chat = (await PlaygroundPage.open(browser, `http://localhost:${playground.ready[1]}`)).personal;
    });
    afterEach(async () => {
        await browser?.close();
        await Promise.all([bot?.end('SIGKILL'), playground?.end('SIGKILL')]);
        await removeFolder(folder);
    });

    const kill = (): Promise<number | null> => bot.end('SIGKILL');
    const startAgain = (): Promise<void> => startAt(new URL(address).port);

    it('goes on where the case stood, on the same card', async () => {
        await chat.tap(sections.connectivity.problem);
        await chat.tap(steps['version-cutoff'].yes);
        await kill();
        await startAgain();

        await chat.tap(steps.scope.no);
        expect(await chat.heading()).toBe(steps.scope.fixHeading);
        await kill();
        await startAgain();

        await chat.tap(buttons.goOn);
        expect(await chat.heading()).toBe(steps['request-arrives'].question);
        await chat.say(texts.typed.status[0] ?? '');
        expect(await chat.text()).toContain(steps['version-cutoff'].heading);
        expect(await chat.text()).toContain(steps.scope.heading);
    });

    it('keeps the language, and the way back', async () => {
        const swedish = textsOf('sv');
        await chat.tap(buttons.otherLanguage);
        await chat.tap(swedish.sections.configuration.problem);
        await chat.tap(swedish.steps['version-cutoff'].no);
        await kill();
        await startAgain();

        await chat.tap(swedish.buttons.back);

        expect(await chat.heading()).toBe(swedish.steps['version-cutoff'].question);
        expect(await chat.text()).toContain(swedish.answers.no);
    });

    it('takes the tap that found nobody, when it is made again', async () => {
        await chat.tap(sections['still-failing'].problem);
        await kill();
        await chat.tapInVain(steps['version-cutoff'].yes);
        expect(await chat.heading()).toBe(steps['version-cutoff'].question);
        await startAgain();

        await chat.tap(steps['version-cutoff'].yes);

        expect(await chat.heading()).toBe(steps.scope.question);
    });
});
