import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openMemory } from '../../src/storage/memory.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { storeContract } from './contract.ts';

let folder = '';
let files = 0;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'store-'));
});
afterAll(() => rm(folder, { recursive: true }));

const newFile = (): string => {
    files += 1;
    return join(folder, `deep/er/${files}.sqlite`);
};

storeContract('memory', async () => openMemory());
storeContract('SQLite', () => openSqlite(newFile()));

describe('the SQLite file', () => {
    it('keeps its values when it is opened again', async () => {
        const file = newFile();
        const first = await openSqlite(file);
        const etag = await first.write('k', { kept: true });
        await first.close();

        const second = await openSqlite(file);

        expect(await second.read('k')).toEqual({ value: { kept: true }, etag });
        await second.close();
    });

    it('is shared by two openers, of whom each sees the writes of the other', async () => {
        const file = newFile();
        const [one, two] = [await openSqlite(file), await openSqlite(file)];
        const etag = await one.write('k', 1);

        expect(await two.write('k', 2, { etag })).toBeDefined();
        expect(await one.write('k', 3, { etag })).toBeUndefined();
        await Promise.all([one.close(), two.close()]);
    });

    it('is refused when it is no database', async () => {
        const file = join(folder, 'no.sqlite');
        await writeFile(file, 'not a database at all'.repeat(100));

        await expect(openSqlite(file)).rejects.toThrow(/not a database/);
    });
});
