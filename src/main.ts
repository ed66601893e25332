import { ConfigError, parseConfig } from './config/config.ts';
import { openLog } from './log/log.ts';
import { startService } from './service.ts';

try {
    const config = parseConfig(process.env);
    const log = openLog(config.logLevel);
    const service = await startService(config, log);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.once(signal, () => {
            service.stop().then(
                () => process.exit(0),
                () => process.exit(1),
            );
        });
    }
} catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : `The bot could not start: ${(error as Error).message}`}\n`);
    process.exit(1);
}
