import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LOCALES, type Locale, textsOf } from '../src/text/index.ts';
import { tourCards } from '../test/support/card-tour.ts';
import { openPlayground } from '../test/support/playground.ts';
import { type Channel, launchBrowser } from '../test/support/playground-page.ts';

/** Takes a picture of each kind of card in each language, for the documentation, from the bot as it runs. */

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const OWN_SUPPORT = { ESCALATION_URL: 'https://support.example.org', ESCALATION_LABEL: 'Contoso IT support' };

const fileOf = (kind: string, locale: Locale): string => `${FOLDER}${kind}.${locale}.png`;

/** A post, the answer below it, and a reply. */
async function pictureThread(channel: Channel, locale: Locale): Promise<void> {
    const { typed } = textsOf(locale);
    // A person's language is remembered for their next case, so the thread itself needs no word about it.
    await channel.post(typed.language[0] ?? '');
    const thread = await channel.post(typed.connectivity[0] ?? '');
    await thread.say(typed.yes[0] ?? '');
    await thread.shortened(thread.cardBefore(1));
    await thread.pictureOfAll(fileOf('channel', locale));
}

await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
const { page, chat, stop } = await openPlayground(browser, OWN_SUPPORT, { scale: 2, fullWidth: true });
try {
    for (const locale of LOCALES) await tourCards(chat, locale, (kind, card) => chat.picture(fileOf(kind, locale), card));
    const channel = await page.openChannel();
    for (const locale of LOCALES) await pictureThread(channel, locale);
} finally {
    await stop();
    await browser.close();
}
