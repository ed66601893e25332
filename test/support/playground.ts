import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page, type Response } from 'playwright-core';
import { allSteps, type StepId, stepOf } from '../../src/guide/index.ts';
import { LOCALES, type Locale, type Texts, textsOf } from '../../src/text/index.ts';

/** How long anything that is waited for may take (milliseconds). Only a fault ever takes this long. */
const WAIT_LIMIT_MS = 20_000;

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A process that has printed that it is ready. */
export interface Running {
    readonly pid: number;
    /** What the pattern that was waited for found. */
    readonly ready: RegExpExecArray;
    /** Sends a signal and waits for the end. @returns the exit code, or null after a signal that it did not handle. */
    end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Settings of a process, on top of this process's own environment. */
export type Settings = Readonly<Record<string, string>>;

/**
 * Starts a Node.js program of this project and waits until its standard output matches.
 *
 * @param folder the working directory: the Playground keeps a log file there, which does not belong into the checkout.
 * @throws when the program ends first, with what it printed.
 */
async function start(program: readonly string[], folder: string, settings: Settings, ready: RegExp): Promise<Running> {
    const child = spawn(process.execPath, program, { cwd: folder, env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    const found = await readyOf(child, ready);
    return {
        pid: child.pid ?? 0,
        ready: found,
        end(signal) {
            child.kill(signal);
            return ended;
        },
    };
}

function readyOf(child: ChildProcess, ready: RegExp): Promise<RegExpExecArray> {
    let printed = '';
    return new Promise((resolve, reject) => {
        const read = (chunk: Buffer): void => {
            printed += chunk.toString();
            const found = ready.exec(printed);
            if (found) resolve(found);
        };
        child.stdout?.on('data', read);
        child.stderr?.on('data', read);
        child.once('error', reject);
        child.once('exit', (code) => reject(new Error(`It ended with code ${code} before it was ready.\n${printed}`)));
    });
}

/** Starts `scripts/start.ts`: the bot with the Playground in front of it. Group 1 of `ready` is the address of the page. */
export function startAll(folder: string, settings: Settings = {}): Promise<Running> {
    const defaults = { PORT: '0', STATE_STORE: `sqlite:${join(folder, 'state.sqlite')}` };
    return start([fromRoot('scripts/start.ts')], folder, { ...defaults, ...settings }, /Open (http:\/\/localhost:\d+)/);
}

/** Starts the bot alone, as in production. Group 1 of `ready` is its port. */
export function startBot(folder: string, port = '0'): Promise<Running> {
    const settings = { PORT: port, STATE_STORE: `sqlite:${join(folder, 'state.sqlite')}`, LOG_LEVEL: 'info' };
    return start([fromRoot('src/main.ts')], folder, settings, /"port":(\d+).*"listening"/);
}

/** Starts the Playground alone, for a bot that is already there. Group 1 of `ready` is the port of its page. */
export function startPlayground(folder: string, botPort: string): Promise<Running> {
    const program = [fromRoot('node_modules/@microsoft/m365agentsplayground/cli.js'), '-e', `http://127.0.0.1:${botPort}/api/messages`];
    return start([...program, '-c', 'msteams', '--disable-telemetry'], folder, { BROWSER: 'none' }, /Listening on (\d+)/);
}

/** A new empty folder, for the store and the Playground's log. */
export function freshFolder(): Promise<string> {
    return mkdtemp(join(tmpdir(), 'writeback-guide-'));
}

/** Removes a folder made by `freshFolder`; a process that is ending may still be writing there, hence the retries. */
export function removeFolder(folder: string): Promise<void> {
    return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** A process and all that it, and what it started, has started and that still runs. Reads `/proc`, so on Linux only. */
export async function familyOf(pid: number): Promise<number[]> {
    const pids = (await readdir('/proc')).map(Number).filter((found) => found > 0);
    const processes = await Promise.all(pids.map(async (found) => ({ pid: found, ...(await stateOf(found)) })));
    const family = new Set([pid]);
    // A child may stand before its parent in the list; the set grows while it is walked.
    for (const member of family) for (const process of processes) if (process.runs && process.parent === member) family.add(process.pid);
    return [...family];
}

/** Resolves when none of these processes runs any more. @throws when one is still running after the time limit. */
export async function allGone(pids: readonly number[]): Promise<void> {
    await until(`the end of processes ${pids.join(', ')}`, async () => !(await Promise.all(pids.map(stateOf))).some(({ runs }) => runs));
}

/** A zombie has ended; that its parent has not asked for its exit code yet is no concern of ours. */
async function stateOf(pid: number): Promise<{ readonly runs: boolean; readonly parent?: number }> {
    try {
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
        // The name of the program stands in brackets and may itself hold spaces and brackets.
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return { runs: state !== 'Z' && state !== 'X', parent: Number(parent) };
    } catch {
        return { runs: false };
    }
}

/** Waits until something holds. @throws after the time limit, naming what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = performance.now() + WAIT_LIMIT_MS;
    while (!(await holds())) {
        if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
        await sleep(10);
    }
}

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

/** The bot with the Playground in front of it, and a chat open in a browser. */
export interface Playground {
    readonly chat: Chat;
    /** Stops the script as Ctrl-C does, while the page is open, and waits until all that it has started has ended. @returns its exit code. */
    stop(): Promise<number | null>;
}

/** Starts everything, in a folder of its own, with an empty store unless the settings name one. */
export async function openPlayground(browser: Browser, settings: Settings = {}, view: View = {}): Promise<Playground> {
    const folder = await freshFolder();
    const all = await startAll(folder, settings);
    const chat = await Chat.open(browser, all.ready[1] ?? '', view).catch(async (error: unknown) => {
        await all.end('SIGKILL');
        throw error;
    });
    return {
        chat,
        async stop() {
            const family = await familyOf(all.pid);
            const code = await all.end('SIGINT');
            await allGone(family);
            await chat.close();
            await removeFolder(folder);
            return code;
        },
    };
}

/** How the page is shown. */
export interface View {
    /** Device pixels per CSS pixel. */
    readonly scale?: number;
    /** Shows a card as wide as Teams does for `"width": "Full"`, which the Playground does not know. */
    readonly fullWidth?: boolean;
}

const VIEWPORT = { width: 700, height: 1000 };

/** What stands above and below the messages (CSS pixels, generously). */
const CHAT_FRAME = 300;

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

/** What the driver reads of an element; the types of the DOM are not part of this project. */
interface CardElement {
    readonly id: string;
    readonly scrollWidth: number;
    readonly clientWidth: number;
    readonly textContent: string | null;
    readonly ownerDocument: { readonly defaultView: { getComputedStyle(element: CardElement): { readonly overflowX: string } } };
    getAttribute(name: string): string | null;
    querySelector(selector: string): CardElement | null;
    querySelectorAll(selector: string): Iterable<CardElement>;
}

/** What the driver reads of a card on its way to the page. */
interface SentCard {
    readonly messageId: string;
    /** What a screen reader says for the card. */
    readonly speak: string;
    readonly titles: readonly string[];
    /** The revision of the case in the card's buttons; a greeting's buttons have none. */
    readonly revision: number | undefined;
}

/** Intents that only look at a case; their card is shown to the person who tapped, and the message stays as it is. */
const LOOKS: ReadonlySet<unknown> = new Set(['hello', 'help', 'status']);

/** One person's chat with the bot, on the Playground's page. Everything is waited for by what the page shows, never by time. */
export class Chat {
    private readonly page: Page;
    /** Every update of a card message that has reached the page. */
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

    /** Opens the page and waits for the greeting. */
    static async open(browser: Browser, url: string, { scale = 1, fullWidth = false }: View = {}): Promise<Chat> {
        const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: scale });
        page.setDefaultTimeout(WAIT_LIMIT_MS);
        const chat = new Chat(page);
        await page.goto(url);
        await page.addStyleTag({ content: fullWidth ? `${FONTS}\n${FULL_WIDTH}` : FONTS });
        await chat.lastCard().waitFor();
        // Beside a narrow chat the log would leave no room for the cards.
        await page.getByRole('button', { name: 'Toggle Log Panel' }).click();
        return chat;
    }

    /** Closes the page. */
    async close(): Promise<void> {
        await this.page.close();
    }

    /** The newest card. */
    lastCard(): Locator {
        return this.cardBefore(0);
    }

    /** An older card, counted back from the newest. */
    cardBefore(count: number): Locator {
        return this.page.locator('.ac-adaptiveCard').nth(-1 - count);
    }

    /** The heading of the newest card: its question, on a step. */
    async heading(): Promise<string> {
        return ((await this.lastCard().getByRole('heading').textContent()) ?? '').trim();
    }

    /** All that the newest card says, buttons included. */
    async text(): Promise<string> {
        return (await this.lastCard().allInnerTexts()).join('\n');
    }

    /** The titles of the newest card's buttons. */
    async buttons(): Promise<readonly string[]> {
        return (await shown(this.lastCard())).titles;
    }

    /** Types a message, sends it, and waits for the card that answers it. */
    async say(text: string): Promise<void> {
        const cards = this.page.locator('.ac-adaptiveCard');
        const before = await cards.count();
        const box = this.page.getByRole('textbox');
        await box.fill(text);
        await box.press('Enter');
        await until(`an answer to "${text}"`, async () => (await cards.count()) > before);
    }

    /**
     * Taps a button of the newest card and waits until the outcome stands in its place, for this person and for everyone
     * else: after a tap that moves the case, the shared message is updated too, before or after the answer to the tap.
     */
    async tap(title: string): Promise<void> {
        const before = await shown(this.lastCard());
        const updates = this.updates.length;
        const response = await this.invoke(title);
        const { replyToId, value } = record(response.request().postDataJSON());
        const card = sentCard(replyToId, record(await response.json())['value']);
        const data = record(record(record(value)['action'])['data']);

        if (hasMoved(data, card)) {
            const isSame = (update: SentCard): boolean => update.messageId === card.messageId && update.speak === card.speak;
            await until(`the update after "${title}"`, () => this.updates.slice(updates).some((update) => isSame(update)));
        }
        await until(`the card after "${title}"`, async () => {
            const now = await shown(this.lastCard());
            return now.mark !== before.mark && now.speak === card.speak && now.titles.join() === card.titles.join();
        });
    }

    /** Taps a button of the newest card when nobody is there to answer, and waits until the Playground has noticed. */
    async tapInVain(title: string): Promise<void> {
        await (await this.invoke(title)).finished();
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
        await this.page.getByRole('textbox').focus();
        await this.page.mouse.move(0, 0);
        const { height } = (await card.boundingBox()) ?? VIEWPORT;
        // What the chat has scrolled away is not drawn, so the chat must have room for the whole card.
        await this.page.setViewportSize({ ...VIEWPORT, height: Math.max(VIEWPORT.height, Math.ceil(height) + CHAT_FRAME) });
        await card.screenshot({ path, animations: 'disabled' });
        await this.page.setViewportSize(VIEWPORT);
    }

    /** Clicks a button of the newest card. @returns the Playground's answer to the page. */
    private async invoke(title: string): Promise<Response> {
        const button = this.lastCard().getByRole('button', { name: title, exact: true });
        const [response] = await Promise.all([this.page.waitForResponse((found) => found.url().endsWith('/invoke')), button.click()]);
        return response;
    }
}

/** The step whose question the newest card asks; none on a card that asks no step. */
export async function askedStep(chat: Pick<Chat, 'heading'>, { steps }: Texts): Promise<StepId | undefined> {
    const heading = await chat.heading();
    return allSteps.find(({ id }) => steps[id].question === heading)?.id;
}

/**
 * Answers by tapping until a step is asked, or until there is no question any more: yes, or what is given for the step.
 * After a *no* it goes on past the fix, and a skipped step is opened by *Not sure* first.
 */
export async function answerUntil(chat: Pick<Chat, 'heading' | 'tap'>, texts: Texts, goal: StepId | undefined, given: Answers = {}): Promise<void> {
    const { buttons, steps } = texts;
    for (let step = await askedStep(chat, texts); step !== undefined && step !== goal; step = await askedStep(chat, texts)) {
        const answer = given[step] ?? 'yes';
        const taps = {
            yes: [steps[step].yes],
            no: [steps[step].no, stepOf(step).routing ? buttons.goOn : buttons.fails],
            skip: [buttons.unsure, buttons.skip],
        };
        for (const title of taps[answer]) await chat.tap(title);
    }
}

/** Answers other than yes. */
export type Answers = Readonly<Partial<Record<StepId, 'no' | 'skip'>>>;

/** What the page shows of a card. The mark is another one each time the card is drawn. */
function shown(card: Locator): Promise<{ readonly mark: string; readonly speak: string; readonly titles: readonly string[] }> {
    return card.evaluate((element: CardElement) => ({
        mark: element.querySelector('[id^="__ac-"]')?.id ?? '',
        speak: element.getAttribute('aria-label') ?? '',
        titles: [...element.querySelectorAll('.ac-actionSet button')].map((button) => button.textContent ?? ''),
    }));
}

/** Whether the tap on a button with this data moved the case, to be read off the card that answered it. */
function hasMoved(data: Readonly<Record<string, unknown>>, answer: SentCard): boolean {
    if (LOOKS.has(record(data['intent'])['kind'])) return false;
    return answer.revision === undefined || answer.revision !== data['revision'];
}

function sentCard(messageId: unknown, content: unknown): SentCard {
    const card = record(content);
    const actions = list(card['body'])
        .flatMap((element) => list(record(element)['actions']))
        .map(record);
    const revision = actions.map((action) => record(action['data'])['revision']).find((found) => typeof found === 'number');
    return { messageId: String(messageId), speak: String(card['speak']), titles: actions.map(({ title }) => String(title)), revision };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}
