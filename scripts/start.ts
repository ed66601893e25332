import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, parseConfig } from '../src/config/config.ts';
import { openLog } from '../src/log/log.ts';
import { type Service, startService } from '../src/service.ts';

/** For a first look: the bot, and the Agents Playground in front of it, which looks and behaves like Teams. */

const PLAYGROUND = fileURLToPath(new URL('../node_modules/@microsoft/m365agentsplayground/cli.js', import.meta.url));

/** Starts the Playground; its page is on the port that it names when it is ready. */
async function openPlayground(botPort: number): Promise<{ readonly process: ChildProcess; readonly port: number }> {
    const args = [PLAYGROUND, '-e', `http://127.0.0.1:${botPort}/api/messages`, '-c', 'msteams', '--disable-telemetry'];
    // It keeps a log where it runs.
    const folder = mkdtempSync(join(tmpdir(), 'playground-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const playground = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: folder, env: { ...process.env, BROWSER: 'none' } });
    const port = await new Promise<number>((resolve, reject) => {
        playground.once('exit', (code) => reject(new Error(`The Playground ended with code ${code}.`)));
        playground.stdout.on('data', (chunk: Buffer) => {
            const found = /Listening on (\d+)/.exec(chunk.toString());
            if (found) resolve(Number(found[1]));
        });
    });
    return { process: playground, port };
}

/** Ends both, once, whatever asked for it. */
function stopOnSignal(service: Service, playground: ChildProcess): void {
    let stopping = false;
    const stop = async (code: number): Promise<void> => {
        if (stopping) return;
        stopping = true;
        playground.kill();
        await service.stop();
        process.exit(code);
    };
    playground.once('exit', () => void stop(1));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
}

try {
    const config = parseConfig({ LOG_LEVEL: 'warn', ...process.env });
    const service = await startService(config, openLog(config.logLevel));
    const playground = await openPlayground(service.port);
    stopOnSignal(service, playground.process);
    process.stdout.write(`\nOpen http://localhost:${playground.port} and say hello. Ctrl-C stops everything.\n\n`);
} catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : `Could not start: ${(error as Error).message}`}\n`);
    process.exit(1);
}
