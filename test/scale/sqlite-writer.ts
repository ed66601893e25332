import { openSqlite } from '../../src/storage/sqlite.ts';

/** Writes to a file for a while and prints how often it got through: one of two processes that share the file. */

const [file = '', name = '', milliseconds = ''] = process.argv.slice(2);
const store = await openSqlite(file);
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));

const until = performance.now() + Number(milliseconds);
let writes = 0;
while (performance.now() < until) {
    await Promise.all(Array.from({ length: 8 }, (_, index) => store.write(`${name}/${writes + index}`, { filler: 'x'.repeat(2_000) })));
    writes += 8;
}
await store.close();
process.stdout.write(`wrote ${writes}\n`);
process.exit(0);
