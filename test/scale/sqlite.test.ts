import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openSqlite } from '../../src/storage/sqlite.ts';

const WRITE_MS = 3_000;

/** A process that is ready to write, and writes when it is told to. */
async function writer(file: string, name: string): Promise<{ go(): void; readonly wrote: Promise<number> }> {
    const child = spawn(process.execPath, ['test/scale/sqlite-writer.ts', file, name, String(WRITE_MS)], { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    const ended = once(child, 'exit');
    while (!output.includes('ready')) await once(child.stdout, 'data');
    return { go: () => void child.stdin.write('go\n'), wrote: ended.then(() => Number(/wrote (\d+)/.exec(output)?.[1])) };
}

describe('two processes on one SQLite file', () => {
    it('both get on, each with at least a tenth of the writes, and none is lost', async () => {
        const folder = await mkdtemp(join(tmpdir(), 'shared-'));
        const file = join(folder, 'state.sqlite');
        await (await openSqlite(file)).close();

        const writers = await Promise.all(['a', 'b'].map((name) => writer(file, name)));
        for (const { go } of writers) go();
        const counts = await Promise.all(writers.map(({ wrote }) => wrote));

        const total = counts.reduce((sum, count) => sum + count, 0);
        process.stdout.write(`writes: ${counts.join(' and ')}\n`);
        for (const count of counts) expect(count).toBeGreaterThanOrEqual(total / 10);
        const store = await openSqlite(file);
        let kept = 0;
        for await (const _ of store.list({ under: '' })) kept += 1;
        expect(kept).toBe(total);
        await store.close();
        await rm(folder, { recursive: true });
    });
});
