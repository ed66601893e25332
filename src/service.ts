import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Request as BotRequest, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { buildBot } from './app.ts';
import { keepHouse } from './bot/housekeeping.ts';
import { tellFailure } from './bot/turn-error.ts';
import type { Config } from './config/config.ts';
import { TeamsAuthentication } from './connector/authentication.ts';
import { buildServer } from './http/server.ts';
import type { Log } from './log/log.ts';
import { openStore } from './storage/index.ts';

/** How long a stop waits for turns under way (milliseconds). */
const STOP_LIMIT_MS = 10_000;

/** The bot on its socket. */
export interface Service {
    readonly port: number;
    /** Takes no more requests, lets turns under way finish for at most ten seconds, closes the store. */
    stop(): Promise<void>;
}

/**
 * Opens the store, builds the bot and listens.
 *
 * @throws when the store cannot be opened or the port is taken.
 */
export async function startService(config: Config, log: Log): Promise<Service> {
    const store = await openStore(config.store);
    if (config.store.kind === 'memory') log.warn('cases are kept in memory and die with the process');
    const adapter = new CloudAdapter(new TeamsAuthentication(new ConfigurationBotFrameworkAuthentication(config.botFramework)));
    adapter.onTurnError = (context, error) => tellFailure(log, context, error);
    const bot = buildBot({ adapter, appId: config.appId, store, log, ownSupport: config.ownSupport, now: () => new Date().toISOString() });
    let stopping = false;
    const server = buildServer({
        isStopping: () => stopping,
        messages: (req, res) => adapter.process(req as BotRequest, res, (context) => bot.onTurn(context)),
        isReady: async () => {
            await store.read('ready');
            return true;
        },
    });
    await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.port, config.host, () => resolve());
    });
    const stopSweeping = keepHouse(store, config.caseTtlDays, log);
    const { port } = server.address() as AddressInfo;
    log.info({ port, host: config.host, store: config.store.kind, authentication: config.appId !== '' }, 'listening');

    return {
        port,
        async stop() {
            log.info('stopping');
            stopping = true;
            stopSweeping();
            const closed = new Promise<void>((resolve) => server.close(() => resolve()));
            await Promise.race([Promise.all([closed, bot.settled()]), sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
            await store.close();
            log.info('stopped');
        },
    };
}
