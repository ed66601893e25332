import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const VERSION = '3.37.0';
/** Beside the other packages, so that git and Biome leave it alone. `npm ci` throws it away. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));
const FOLDER = `${CACHE}/azurite-${VERSION}`;

/** Azurite's own account, the same everywhere; the key is public. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Azure's storage service, played by a process on loopback that keeps everything in memory. */
export interface Azurite {
    readonly port: number;
    /** Ends the process. */
    stop(): Promise<void>;
}

/** The settings of an own, new container in the service at this port. */
export function newContainer(port: number): { readonly container: string; readonly connectionString: string } {
    const endpoint = `http://127.0.0.1:${port}/${ACCOUNT}`;
    return {
        container: `c-${randomBytes(8).toString('hex')}`,
        connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};BlobEndpoint=${endpoint};`,
    };
}

/** Fetches Azurite if it is not there yet, and starts it on a free port. @throws when it cannot be fetched or ends at once. */
export async function startAzurite(): Promise<Azurite> {
    await fetchAzurite();
    const where = ['--blobHost', '127.0.0.1', '--blobPort', '0', '--inMemoryPersistence'];
    const child = spawn(
        process.execPath,
        [`${FOLDER}/node_modules/azurite/dist/src/blob/main.js`, ...where, '--skipApiVersionCheck', '--silent', '--disableTelemetry'],
        { cwd: FOLDER, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const [, port] = await printed(child, /listens on http:\/\/127\.0\.0\.1:(\d+)/);
    return {
        port: Number(port),
        stop() {
            child.kill('SIGKILL');
            return ended;
        },
    };
}

/** Installs into a folder of its own and then gives it its name, so that half a package is never taken for a whole one. */
async function fetchAzurite(): Promise<void> {
    if (existsSync(FOLDER)) return;
    await mkdir(CACHE, { recursive: true });
    const folder = await mkdtemp(`${CACHE}/fetching-`);
    try {
        const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'];
        const npm = spawn('npm', ['install', '--no-save', '--prefix', folder, ...quiet, `azurite@${VERSION}`], { stdio: ['ignore', 'pipe', 'pipe'] });
        await printed(npm, /added \d+ packages/);
        await new Promise((resolve) => npm.once('close', resolve));
        await rename(folder, FOLDER);
    } catch (error) {
        await rm(folder, { recursive: true, force: true });
        // Another run may have been faster.
        if (!existsSync(FOLDER)) throw error;
    }
}

/** Waits until the program has printed this. @throws when it ends first, with all that it printed. */
function printed(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
    let all = '';
    return new Promise((resolve, reject) => {
        const read = (chunk: Buffer): void => {
            all += chunk.toString();
            const found = wanted.exec(all);
            if (found) resolve(found);
        };
        child.stdout?.on('data', read);
        child.stderr?.on('data', read);
        child.once('error', reject);
        child.once('close', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with code ${code}.\n${all}`)));
    });
}

/** What goes wrong with one request. */
export type Fault =
    /** The connection is reset before the service has seen the request. */
    | 'reset'
    /** The service has done the work, and the connection is reset before its answer. */
    | 'lost answer'
    /** No answer ever comes. */
    | 'silence'
    /** The service answers with this status. */
    | number;

/** A way to the service on which the next requests meet the given faults, one each. */
export class FaultyWay {
    readonly faults: Fault[] = [];
    /** How many requests have come. */
    requests = 0;
    private readonly target: number;
    private readonly server: Server = createServer((incoming, outgoing) => {
        this.requests += 1;
        this.pass(this.faults.shift(), incoming, outgoing);
    });

    constructor(target: number) {
        this.target = target;
    }

    /** @returns the port to use in the place of the service's own. */
    async open(): Promise<number> {
        await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
        return (this.server.address() as AddressInfo).port;
    }

    async close(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    private pass(fault: Fault | undefined, incoming: IncomingMessage, outgoing: ServerResponse): void {
        if (fault === 'reset') incoming.socket.resetAndDestroy();
        else if (fault === 'silence') incoming.resume();
        else if (typeof fault === 'number') incoming.resume().once('end', () => outgoing.writeHead(fault).end());
        else this.forward(incoming, outgoing, fault === 'lost answer');
    }

    private forward(incoming: IncomingMessage, outgoing: ServerResponse, isLost: boolean): void {
        const { method, url, headers } = incoming;
        const onward = request({ host: '127.0.0.1', port: this.target, method, path: url, headers }, (answer) => {
            if (isLost) {
                incoming.socket.resetAndDestroy();
                answer.resume();
                return;
            }
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
        });
        onward.once('error', () => incoming.socket.destroy());
        incoming.pipe(onward);
    }
}
