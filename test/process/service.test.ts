import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Card } from '../../src/cards/render.ts';
import { buttonsOf, stepOn } from '../support/card.ts';
import { cardIn } from '../support/fake-teams.ts';
import { activityFor, BotProcess, post } from '../support/service.ts';
import { StubConnector } from '../support/stub-connector.ts';

let folder = '';
let serviceUrl = '';
let bot: BotProcess | undefined;
const connector = new StubConnector();

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bot-'));
    serviceUrl = await connector.open();
});
afterEach(async () => {
    await bot?.end('SIGKILL');
    connector.sent.length = 0;
});
afterAll(async () => {
    await connector.close();
    await rm(folder, { recursive: true });
});

const start = (env: Readonly<Record<string, string>> = {}): BotProcess => {
    bot = new BotProcess({ PORT: '0', STATE_STORE: `sqlite:${join(folder, 'state.sqlite')}`, ...env });
    return bot;
};

/** Taps a button of a card, the way Teams does. */
async function tap(address: string, card: Card, intent: string): Promise<Card> {
    const data = buttonsOf(card).find(({ id }) => id === intent)?.data;
    const value = { action: { type: 'Action.Execute', verb: intent, data }, trigger: 'manual' };
    const { status, body } = await post(
        address,
        activityFor(serviceUrl, { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: 'message-1' }),
    );
    expect(status).toBe(200);
    return (body as { value: Card }).value;
}

describe('the bot as a process', () => {
    it('answers a message through the connector, and a tap in the response', async () => {
        const address = await start({ STATE_STORE: 'memory:' }).address();

        await post(address, activityFor(serviceUrl, { type: 'message', text: 'connectivity' }));
        const sent = connector.sent.find(({ method }) => method === 'POST');
        expect(sent?.path).toMatch(/^\/v3\/conversations\/a(:|%3A)personal\/activities/);
        const next = await tap(address, cardIn(sent?.body) ?? {}, 'yes');

        expect(stepOn(next)).toBe('scope');
    });

    it('says that it is alive and ready', async () => {
        const address = await start({ STATE_STORE: 'memory:' }).address();

        expect((await fetch(`${address}/healthz`)).status).toBe(200);
        expect((await fetch(`${address}/readyz`)).status).toBe(200);
    });

    it('goes on where a case stood after it was killed between two taps', async () => {
        let address = await start().address();
        await post(address, activityFor(serviceUrl, { type: 'message', text: 'connectivity' }));
        const card = await tap(address, cardIn(connector.sent[0]?.body) ?? {}, 'yes');

        await bot?.end('SIGKILL');
        address = await start().address();

        expect(stepOn(await tap(address, card, 'no'))).toBe('scope');
    });

    it.each(['SIGTERM', 'SIGINT'] as const)('ends with code 0 on %s', async (signal) => {
        const running = start({ STATE_STORE: 'memory:' });
        await running.address();

        expect(await running.end(signal)).toBe(0);
        expect(running.printed).toContain('stopped');
    });

    it('tells all faults of its settings at once and ends with code 1', async () => {
        const running = start({ PORT: 'abc', LOG_LEVEL: 'loud' });

        expect(await running.end()).toBe(1);
        expect(running.printed).toContain('PORT is "abc"');
        expect(running.printed).toContain('LOG_LEVEL is "loud"');
    });

    it('ends with code 1 when its store cannot be opened', async () => {
        const running = start({ STATE_STORE: 'sqlite:package.json/state.sqlite' });

        expect(await running.end()).toBe(1);
        expect(running.printed).toContain('could not start');
    });

    it('refuses what is no activity without a word about its inside', async () => {
        const address = await start({ STATE_STORE: 'memory:' }).address();

        const { status } = await post(address, '{"type": ').catch(() => ({ status: 400 }));

        expect(status).toBe(400);
        expect((await fetch(`${address}/healthz`)).status).toBe(200);
    });

    it('logs nothing that a person typed', async () => {
        const running = start({ STATE_STORE: 'memory:', LOG_LEVEL: 'trace' });
        const address = await running.address();

        await post(address, activityFor(serviceUrl, { type: 'message', text: 'canary-4711', from: { id: '29:x', name: 'Canary Name' } }));
        await running.end('SIGTERM');

        expect(running.printed).toContain('"turn"');
        expect(running.printed).not.toMatch(/canary/i);
    });
});
