import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

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

/** Starts the Playground alone, for a bot at this address. Group 1 of `ready` is the port of its page. */
export function startPlayground(folder: string, botAddress: string): Promise<Running> {
    const program = [fromRoot('node_modules/@microsoft/m365agentsplayground/cli.js'), '-e', `${botAddress}/api/messages`];
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
