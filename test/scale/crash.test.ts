import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Activity } from 'botbuilder';
import type { ButtonData } from '../../src/cards/buttons.ts';
import type { Card } from '../../src/cards/render.ts';
import { type Azurite, newContainer, startAzurite } from '../support/azurite.ts';
import { buttonsOf } from '../support/card.ts';
import { activityFor, BotProcess, post } from '../support/service.ts';
import { StubConnector } from '../support/stub-connector.ts';

const KILLS = 50;
/** The longest time that a tap is given before its process is killed (milliseconds). */
const LONGEST_MS = 80;

let folder = '';
let serviceUrl = '';
const connector = new StubConnector();

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crash-'));
    serviceUrl = await connector.open();
});
afterAll(async () => {
    await connector.close();
    await rm(folder, { recursive: true });
});

const start = (env: Readonly<Record<string, string>> = {}): BotProcess =>
    new BotProcess({ PORT: '0', STATE_STORE: `sqlite:${join(folder, 'state.sqlite')}`, LOG_LEVEL: 'info', ...env });

const tapOf = (data: Partial<ButtonData> | undefined, patch: Partial<Activity> = {}): Partial<Activity> =>
    activityFor(serviceUrl, { type: 'invoke', name: 'adaptiveCard/action', value: { action: { data } }, replyToId: 'm1', ...patch });

/** Taps, and gives back the card in the answer; nothing when the process died before it answered. */
async function tap(address: string, activity: Partial<Activity>): Promise<Card | undefined> {
    try {
        const { body } = await post(address, activity);
        const { type, value } = body as { type?: string; value?: Card };
        return type === 'application/vnd.microsoft.card.adaptive' ? value : undefined;
    } catch {
        return undefined;
    }
}

const revisionOn = (card: Card): number => buttonsOf(card).find(({ data }) => data.revision !== undefined)?.data.revision ?? -1;

/** A button that moves the case wherever it stands, and never ends the walk for good. */
function movingButton(card: Card): ButtonData {
    const buttons = buttonsOf(card);
    const found = ['no', 'yes', 'back', 'unsure', 'start-connectivity'].flatMap((id) => buttons.find((button) => button.id === id) ?? [])[0];
    if (!found) throw new Error(`No way on among ${buttons.map(({ id }) => id)}.`);
    return found.data;
}

describe('a process that is killed at random points of a walk', () => {
    it('loses no acknowledged answer and counts none twice, over fifty kills', async () => {
        const seen = { acknowledged: 0, killedInFlight: 0 };
        let bot = start();
        let address = await bot.address();
        let card = await tap(address, tapOf({ intent: { kind: 'start', section: 'connectivity' } }));

        for (let kill = 0; kill < KILLS; kill++) {
            if (!card) throw new Error('The bot did not answer.');
            const before = revisionOn(card);
            const activity = tapOf(movingButton(card));
            const answer = tap(address, activity);
            await sleep(Math.random() * LONGEST_MS);
            await bot.end('SIGKILL');
            const acknowledged = await answer;

            bot = start();
            address = await bot.address();
            const now = await tap(address, tapOf({ intent: { kind: 'hello' } }));
            if (!now) throw new Error('The bot did not answer after its restart.');
            if (acknowledged) expect(revisionOn(now)).toBe(before + 1);
            else expect([before, before + 1]).toContain(revisionOn(now));
            seen[acknowledged ? 'acknowledged' : 'killedInFlight'] += 1;

            // Teams delivers it again: it counts if it had not, and never twice.
            card = await tap(address, activity);
            expect(revisionOn(card ?? {})).toBe(before + 1);
        }
        await bot.end('SIGTERM');
        process.stdout.write(`kills: ${KILLS}, ${JSON.stringify(seen)}\n`);
        expect(seen.killedInFlight).toBeGreaterThan(0);
    });
});

describe('two processes on one store', () => {
    let azurite: Azurite;
    beforeAll(async () => {
        azurite = await startAzurite();
    });
    afterAll(() => azurite.stop());

    it.each(['SQLite', 'Azure Blob'])('of %s, on which twenty people tap the same card at once, make exactly one move', async (backend) => {
        const { container, connectionString } = newContainer(azurite.port);
        const env = { STATE_STORE: `azure-blob:${container}`, AZURE_STORAGE_CONNECTION_STRING: connectionString };
        const bots = [0, 1].map(() => start(backend === 'SQLite' ? {} : env));
        const addresses = await Promise.all(bots.map((bot) => bot.address()));
        const conversation = { id: 'a:shared', isGroup: true, conversationType: 'groupChat', name: '' };
        const first = await tap(addresses[0] ?? '', tapOf({ intent: { kind: 'start', section: 'configuration' } }, { conversation }));
        const data = buttonsOf(first ?? {}).find(({ id }) => id === 'yes')?.data;

        const cards = await Promise.all(
            Array.from({ length: 20 }, (_, person) =>
                tap(addresses[person % 2] ?? '', tapOf(data, { conversation, from: { id: `29:p${person}`, name: `P${person}` } })),
            ),
        );

        expect(cards.every((card) => card && revisionOn(card) === 2)).toBe(true);
        const last = await tap(addresses[1] ?? '', tapOf({ intent: { kind: 'hello' } }, { conversation }));
        expect(revisionOn(last ?? {})).toBe(2);
        expect(await Promise.all(bots.map((bot) => bot.end('SIGTERM')))).toEqual([0, 0]);
    });
});
