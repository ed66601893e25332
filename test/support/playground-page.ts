import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { Chat, type Place } from './chat.ts';
import { list, record, type SentCard, sentCard, shown } from './shown-card.ts';
import { until, WAIT_LIMIT_MS } from './until.ts';

/** Chromium from the system: `CHROMIUM` names another one than Debian's. */
export function launchBrowser(): Promise<Browser> {
    return chromium.launch({
        executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
        args: [
            '--headless',
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            // Nothing but this machine: what the page would fetch from elsewhere (its fonts) must not decide how a card looks.
            '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
        ],
    });
}

/** How the page is shown. */
export interface View {
    /** Device pixels per CSS pixel. */
    readonly scale?: number;
    /** Shows a card as wide as Teams does for `"width": "Full"`, which the Playground does not know. */
    readonly fullWidth?: boolean;
}

export const VIEWPORT = { width: 700, height: 1000 };

/** Teams writes in Segoe UI. Where it is missing, text and buttons get one and the same font, close to it in width. */
const FONTS = `
    @font-face { font-family: "Segoe UI"; src: local("Liberation Sans"); font-weight: 400; }
    @font-face { font-family: "Segoe UI"; src: local("Liberation Sans Bold"); font-weight: 600 700; }
    .ac-adaptiveCard button { font-family: "Segoe UI", sans-serif !important; }`;

/** The message takes the width of the chat, its card the width of the message; the edge is drawn inside the card, for pictures. */
const FULL_WIDTH = `
    *:has(> * > .fai-OutputCard) { align-self: stretch; margin-right: 16px; }
    .fai-OutputCard { flex-grow: 1; }
    *:has(> .ac-preview-panel) { width: auto !important; max-width: none !important; align-self: stretch; border-color: transparent !important; }
    .ac-adaptiveCard { outline: 1px solid #d1d1d1 !important; outline-offset: -1px; }`;

/** The Playground's page: a personal chat, a group chat and a team's channels, of which one is open at a time. */
export class PlaygroundPage {
    private readonly page: Page;
    private readonly updates: SentCard[] = [];

    private constructor(page: Page) {
        this.page = page;
        page.on('websocket', (socket) => {
            socket.on('framereceived', ({ payload }) => {
                const frame = record(JSON.parse(payload.toString()));
                const message = record(frame['message']);
                const [attachment] = list(message['attachments']);
                if (frame['action'] === 'updateMessage') this.updates.push(sentCard(message['messageId'], record(attachment)['content']));
            });
        });
    }

    /** Opens the page, which shows the personal chat, and waits for the greeting. */
    static async open(browser: Browser, url: string, { scale = 1, fullWidth = false }: View = {}): Promise<PlaygroundPage> {
        const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: scale });
        page.setDefaultTimeout(WAIT_LIMIT_MS);
        const opened = new PlaygroundPage(page);
        await page.goto(url);
        await page.addStyleTag({ content: fullWidth ? `${FONTS}\n${FULL_WIDTH}` : FONTS });
        await page.locator('.ac-adaptiveCard').waitFor();
        // Beside a narrow chat the log would leave no room for the cards.
        await page.getByRole('button', { name: 'Toggle Log Panel' }).click();
        return opened;
    }

    /** Closes the page. */
    async close(): Promise<void> {
        await this.page.close();
    }

    /** The personal chat, as long as no other room is open. */
    get personal(): Chat {
        return new Chat(this.placeOf(this.page.locator('body'), false));
    }

    /** Opens the group chat and waits for the greeting. */
    async openGroup(): Promise<Chat> {
        await this.openRoom('Group Chat');
        return new Chat(this.placeOf(this.page.locator('body'), true));
    }

    /** Opens the channel *General* and waits for the greeting. */
    async openChannel(): Promise<Channel> {
        await this.openRoom('My Team - General');
        return new Channel(this.page, (post) => this.placeOf(post, true));
    }

    private placeOf(area: Locator, isShared: boolean): Place {
        return { page: this.page, area, isShared, updates: this.updates };
    }

    /** What the other room shows is drawn anew, so its last card has another mark. */
    private async openRoom(name: string): Promise<void> {
        const last = this.page.locator('.ac-adaptiveCard').last();
        const { mark } = await shown(last);
        // In a narrow window the list of rooms stands outside of it.
        await this.page.getByRole('treeitem', { name, exact: true }).dispatchEvent('click');
        await until(`the room "${name}"`, async () => (await last.count()) > 0 && (await shown(last)).mark !== mark);
    }
}

/** A channel: each post is the root of a thread, with a box of its own for replies. The newest post stands first. */
export class Channel {
    private readonly page: Page;
    private readonly placeOf: (post: Locator) => Place;

    constructor(page: Page, placeOf: (post: Locator) => Place) {
        this.page = page;
        this.placeOf = placeOf;
    }

    /** How many posts there are, the bot's own included. */
    async posts(): Promise<number> {
        // The box for a new post looks like one.
        return (await this.blocks().count()) - 1;
    }

    /** Posts a message that mentions the bot and waits for the card that answers it, in the post's thread. */
    async post(text: string): Promise<Chat> {
        const before = await this.posts();
        // Counted from the oldest, its place stays the same when others are posted.
        const thread = new Chat(this.placeOf(this.blocks().nth(-1 - before)));
        const form = this.placeOf(this.blocks().first());
        await new Chat(form).write(text);
        await form.area.getByRole('button', { name: 'Post', exact: true }).click();
        await until(`an answer to the post "${text}"`, async () => (await this.posts()) > before && (await thread.cards().count()) > 0);
        return thread;
    }

    private blocks(): Locator {
        return this.page.locator('.fui-Card[role="group"]');
    }
}
