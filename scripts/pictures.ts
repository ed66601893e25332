import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { LOCALES, type Locale, textsOf } from '../src/text/index.ts';
import { answerUntil, type Chat, launchBrowser, openPlayground, until } from '../test/support/playground.ts';

/** Takes a picture of each kind of card in each language, for the documentation, from the bot as it runs. */

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const OWN_SUPPORT = { ESCALATION_URL: 'https://support.example.org', ESCALATION_LABEL: 'Contoso IT support' };

async function takePictures(chat: Chat, locale: Locale): Promise<void> {
    const take = (kind: string, card?: Locator): Promise<void> => chat.picture(`${FOLDER}${kind}.${locale}.png`, card);
    await solved(chat, locale, take);
    await escalated(chat, locale, take);
    await others(chat, locale, take);
}

type Take = (kind: string, card?: Locator) => Promise<void>;

async function solved(chat: Chat, locale: Locale, take: Take): Promise<void> {
    const texts = textsOf(locale);
    const { buttons, sections, steps } = texts;
    await chat.freshLocale(locale);
    await take('start');
    await chat.tap(sections.connectivity.problem);
    await answerUntil(chat, texts, 'firewall', { scope: 'no', 'request-arrives': 'no', 'agent-status': 'no' });
    await take('step');
    await chat.tap(buttons.unsure);
    await take('step-not-sure');
    await chat.tap(steps.firewall.no);
    await take('fix');
    await chat.tap(buttons.works);
    await take('proof');
    await chat.tap(buttons.proven);
    await take('solved');
}

async function escalated(chat: Chat, locale: Locale, take: Take): Promise<void> {
    const texts = textsOf(locale);
    const { buttons, sections, status, typed } = texts;
    const answers = { licence: 'no', 'test-user': 'skip', 'dc-version': 'skip' } as const;
    await chat.freshLocale(locale);
    await chat.tap(sections.configuration.problem);
    await answerUntil(chat, texts, 'dc-reachable', answers);
    await chat.say(typed.status[0] ?? status.heading);
    await take('status');
    await chat.tap(buttons.resume);
    await answerUntil(chat, texts, undefined, answers);
    await take('section-end');
    await chat.tap(buttons.escalate);
    await take('escalation');
}

async function others(chat: Chat, locale: Locale, take: Take): Promise<void> {
    const texts = textsOf(locale);
    const { exits, sections, steps, typed } = texts;
    await chat.freshLocale(locale);
    await chat.tap(sections['still-failing'].problem);
    await chat.say(typed.yes[0] ?? '');
    const answered = chat.cardBefore(1);
    await until('the short form of the card before', async () => (await answered.getByRole('button').count()) === 0);
    await take('answered', answered);
    await answerUntil(chat, texts, 'protected-account');
    await chat.tap(steps['protected-account'].no);
    await chat.tap(exits['protected-account'].button);
    await take('exit');
    await chat.say(typed.help[0] ?? '');
    await take('help');
}

await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
const playground = await openPlayground(browser, OWN_SUPPORT, { scale: 2, fullWidth: true });
try {
    for (const locale of LOCALES) await takePictures(playground.chat, locale);
} finally {
    await playground.stop();
    await browser.close();
}
