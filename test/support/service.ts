import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Activity } from 'botbuilder';

/** The bot as a process of its own, as in production. */
export class BotProcess {
    private readonly child: ChildProcess;
    private output = '';

    constructor(env: Readonly<Record<string, string>>) {
        this.child = spawn(process.execPath, ['src/main.ts'], {
            env: { PATH: process.env['PATH'] ?? '', ...env },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk) => (this.output += String(chunk)));
    }

    /** All that it has printed. */
    get printed(): string {
        return this.output;
    }

    /** Waits for the line that names the port. */
    async address(): Promise<string> {
        for (;;) {
            const port = /"port":(\d+)/.exec(this.output)?.[1];
            if (port) return `http://127.0.0.1:${port}`;
            if (this.child.exitCode !== null) throw new Error(`The bot ended: ${this.output}`);
            await Promise.race([once(this.child.stdout ?? this.child, 'data'), once(this.child, 'exit')]);
        }
    }

    /** @returns its exit code; null when a signal ended it. */
    async end(signal?: NodeJS.Signals): Promise<number | null> {
        if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
        const ended = once(this.child, 'exit');
        if (signal) this.child.kill(signal);
        return (await ended)[0] as number | null;
    }
}

let activities = 0;

/** An activity as the connector would post it. */
export function activityFor(serviceUrl: string, patch: Partial<Activity>): Partial<Activity> {
    activities += 1;
    return {
        id: `activity-${activities}`,
        channelId: 'msteams',
        serviceUrl,
        conversation: { id: 'a:personal', isGroup: false, conversationType: 'personal', name: '' },
        from: { id: '29:kim', name: 'Kim' },
        recipient: { id: '28:bot', name: 'Test Bot' },
        locale: 'en-GB',
        ...patch,
    } as Partial<Activity>;
}

export async function post(address: string, activity: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await fetch(`${address}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
