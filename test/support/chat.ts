import type { Locator, Page, Response } from 'playwright-core';
import { LOCALES, type Locale, type Texts, textsOf } from '../../src/text/index.ts';
import { type CardElement, hasMoved, record, type SentCard, sentCard, shown } from './shown-card.ts';
import { until } from './until.ts';

/** Where a chat stands. */
export interface Place {
    readonly page: Page;
    /** The part of the page that holds its messages and its box to write in. */
    readonly area: Locator;
    /** Where several people talk, only what mentions the bot reaches it. */
    readonly isShared: boolean;
    /** Every update of a card message that has reached the page, in whatever room. */
    readonly updates: readonly SentCard[];
}

/** What stands above and below the messages (CSS pixels, generously). */
const CHAT_FRAME = 300;

/** How a button is worked. */
export type Way = 'click' | 'Enter' | 'Space';

/** More presses of Tab than the page has places to stop at. */
const TAB_LIMIT = 100;

/** A person's talk with the bot, on the Playground's page. Everything is waited for by what the page shows, never by time. */
export class Chat {
    private readonly place: Place;
    private readonly page: Page;

    constructor(place: Place) {
        this.place = place;
        this.page = place.page;
    }

    /** All cards, oldest first. */
    cards(): Locator {
        return this.place.area.locator('.ac-adaptiveCard');
    }

    /** The newest card. */
    lastCard(): Locator {
        return this.cardBefore(0);
    }

    /** An older card, counted back from the newest. */
    cardBefore(count: number): Locator {
        return this.cards().nth(-1 - count);
    }

    /** The heading of a card, by default the newest: its question, on a step. */
    async heading(card: Locator = this.lastCard()): Promise<string> {
        return ((await card.getByRole('heading').textContent()) ?? '').trim();
    }

    /** All that a card says, by default the newest, buttons included. */
    async text(card: Locator = this.lastCard()): Promise<string> {
        return (await card.allInnerTexts()).join('\n');
    }

    /** The titles of the newest card's buttons. */
    async buttons(): Promise<readonly string[]> {
        return (await shown(this.lastCard())).titles;
    }

    /** How many updates of card messages have reached the page so far. */
    updated(): number {
        return this.place.updates.length;
    }

    /** Types a message, sends it, and waits for the card that answers it. */
    async say(text: string): Promise<void> {
        const before = await this.cards().count();
        await this.write(text);
        await this.box().press('Enter');
        await until(`an answer to "${text}"`, async () => (await this.cards().count()) > before);
    }

    /** Types a message, with a mention of the bot where it needs one, and does not send it. */
    async write(text: string): Promise<void> {
        const box = this.box();
        if (!this.place.isShared) return box.fill(text);
        await box.click();
        await box.pressSequentially('@Test');
        await this.page.getByRole('menuitem', { name: 'Test Bot' }).waitFor();
        await box.press('Tab');
        await box.pressSequentially(` ${text}`);
    }

    /**
     * Taps a button of a card, by default the newest, and waits until the outcome stands in its place, for this person and
     * for everyone else: after a tap that moves the case, the shared message is updated too, before or after the answer to
     * the tap.
     */
    async tap(title: string, { by = 'click', on = this.lastCard(), isStale = false }: Tap = {}): Promise<void> {
        const before = await shown(on);
        const updates = this.updated();
        const response = await this.invoke(title, on, by);
        const { replyToId, value } = record(response.request().postDataJSON());
        const card = sentCard(replyToId, record(await response.json())['value']);
        const data = record(record(record(value)['action'])['data']);

        if (!isStale && hasMoved(data, card)) {
            const isSame = (update: SentCard): boolean => update.messageId === card.messageId && update.speak === card.speak;
            await until(`the update after "${title}"`, () => this.place.updates.slice(updates).some((update) => isSame(update)));
        }
        await until(`the card after "${title}"`, async () => {
            const now = await shown(on);
            return now.mark !== before.mark && now.speak === card.speak && now.titles.join() === card.titles.join();
        });
    }

    /** The full name of the tappable row about a step on the newest card; it begins with the step's heading. */
    async rowOf(heading: string): Promise<string> {
        const rows = await this.lastCard().getByRole('button').all();
        const names = await Promise.all(rows.map((row) => row.getAttribute('aria-label')));
        return names.find((name) => name?.startsWith(`${heading}: `)) ?? `a row about ${heading}`;
    }

    /** Taps a button of the newest card when nobody is there to answer, and waits until the Playground has noticed. */
    async tapInVain(title: string): Promise<void> {
        await (await this.invoke(title, this.lastCard(), 'click')).finished();
    }

    /** Waits until nothing is left of a card but what it asked and what was answered. */
    async shortened(card: Locator): Promise<void> {
        await until('the short form of a card', async () => (await card.getByRole('button').count()) === 0);
    }

    /** A new case in a language, whatever was there before; ends on the greeting. */
    async freshLocale(locale: Locale, how: 'tap' | 'type' = 'tap'): Promise<void> {
        await this.say(textsOf(locale).typed.restart[0] ?? '');
        const texts = await this.language();
        if ((await this.heading()) === texts.confirmRestart.heading) await this.tap(texts.buttons.restartYes);
        if (texts.name === textsOf(locale).name) return;
        if (how === 'tap') await this.tap(texts.buttons.otherLanguage);
        else await this.say(textsOf(locale).typed.language[0] ?? '');
    }

    /** The words of the language that the newest card is in; for cards that begin a case. */
    private async language(): Promise<Texts> {
        const heading = await this.heading();
        const found = LOCALES.map(textsOf).find(({ start, confirmRestart }) => [start.heading, confirmRestart.heading].includes(heading));
        if (!found) throw new Error(`"${heading}" is no card that begins a case.`);
        return found;
    }

    /** What does not fit the newest card: the text of every part that is wider than its place and cut off there, or sticks out. */
    clipped(): Promise<readonly string[]> {
        return this.lastCard().evaluate((card: CardElement) =>
            [card, ...card.querySelectorAll('*')]
                .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
                .filter((part) => part === card || part.ownerDocument.defaultView.getComputedStyle(part).overflowX === 'hidden')
                .map((part) => part.textContent ?? ''),
        );
    }

    /** Saves a picture of a card, by default the newest, without the chat around it. */
    async picture(path: string, card: Locator = this.lastCard()): Promise<void> {
        // The button that was tapped last would look pressed, and the one under the pointer lit.
        await this.page.getByRole('textbox').first().focus();
        await this.page.mouse.move(0, 0);
        const viewport = this.page.viewportSize() ?? { width: 0, height: 0 };
        const { height } = (await card.boundingBox()) ?? viewport;
        // What the chat has scrolled away is not drawn, so the chat must have room for the whole card.
        await this.page.setViewportSize({ ...viewport, height: Math.max(viewport.height, Math.ceil(height) + CHAT_FRAME) });
        await card.screenshot({ path, animations: 'disabled' });
        await this.page.setViewportSize(viewport);
    }

    /** Saves a picture of the whole talk: in a channel, of the post with all that stands below it. */
    async pictureOfAll(path: string): Promise<void> {
        await this.picture(path, this.place.area);
    }

    private box(): Locator {
        return this.place.area.getByRole('textbox');
    }

    /** Works a button of a card. @returns the Playground's answer to the page. */
    private async invoke(title: string, card: Locator, by: Way): Promise<Response> {
        const button = card.getByRole('button', { name: title, exact: true });
        if (by !== 'click') await this.tabTo(button);
        const answered = this.page.waitForResponse((found) => found.url().endsWith('/invoke'));
        const [response] = await Promise.all([answered, by === 'click' ? button.click() : this.page.keyboard.press(by)]);
        return response;
    }

    /** Presses Tab until the button has the focus, from wherever the focus is. */
    private async tabTo(button: Locator): Promise<void> {
        for (let presses = 0; presses < TAB_LIMIT; presses++) {
            if (await button.evaluate((element: CardElement) => element.ownerDocument.activeElement === element)) return;
            await this.page.keyboard.press('Tab');
        }
        throw new Error(`Tab does not lead to "${await button.textContent()}".`);
    }
}

interface Tap {
    readonly by?: Way;
    readonly on?: Locator;
    /** The card is out of date: the tap changes nothing, so no update follows. */
    readonly isStale?: boolean;
}
