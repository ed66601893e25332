import type { Browser } from 'playwright-core';
import type { Chat } from './chat.ts';
import { PlaygroundPage, type View } from './playground-page.ts';
import { allGone, familyOf, freshFolder, removeFolder, type Settings, startAll } from './processes.ts';

/** The bot with the Playground in front of it, open in a browser. */
export interface Playground {
    readonly page: PlaygroundPage;
    /** The personal chat, which is open at first. */
    readonly chat: Chat;
    /** Stops the script as Ctrl-C does, while the page is open, and waits until all that it has started has ended. @returns its exit code. */
    stop(): Promise<number | null>;
}

/** Starts everything, in a folder of its own, with an empty store unless the settings name one. */
export async function openPlayground(browser: Browser, settings: Settings = {}, view: View = {}): Promise<Playground> {
    const folder = await freshFolder();
    const all = await startAll(folder, settings);
    const page = await PlaygroundPage.open(browser, all.ready[1] ?? '', view).catch(async (error: unknown) => {
        await all.end('SIGKILL');
        throw error;
    });
    return {
        page,
        chat: page.personal,
        async stop() {
            const family = await familyOf(all.pid);
            const code = await all.end('SIGINT');
            await allGone(family);
            await page.close();
            await removeFolder(folder);
            return code;
        },
    };
}
