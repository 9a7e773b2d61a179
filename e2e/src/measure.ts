// `pnpm measure [--first] [--json]`: what the shop costs on this machine. A warm start to the first page, and the memory of all
// its processes; with `--first` a first start besides, in a shop of its own.
import { parseArgs } from 'node:util';
import { localShop, readSettings } from '@evenkeel/local';
import { waitUntil } from '@evenkeel/platform';
import { report } from './bench/rows.ts';
import { firstStartMs } from './first-start.ts';
import { look } from './matrix/observe.ts';
import { memoryOf } from './memory.ts';

const { values: options } = parseArgs({
  options: { first: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});
const rows = report(options.json);

const shop = localShop(readSettings());
const { platform } = shop;
if ((await platform.list()).some(({ pid }) => pid !== null)) {
  console.error('The shop is running. Stop it first (Ctrl-C, or pnpm shop down): a start is measured from nothing.');
  process.exit(2);
}

if (options.first) rows.tell('first start without downloads, to a whole page', await firstStartMs(rows.note), 'ms');

// What a first start has to do besides (build, fill the databases) is not what is measured here.
await shop.up();
await shop.down();

const began = performance.now();
const page = `${platform.url('web')}/products/laptop`;
const up = shop.up();
const first = await waitUntil(async () => (await look(page, 1_000)).status === 200, { limitMs: 120_000, everyMs: 20 });
const firstPageMs = performance.now() - began;
const failures = await up;
try {
  if (!first || failures.length > 0) throw new Error(`the shop did not come up: ${failures.map(String).join('; ')}`);
  // Memory after some use, not of a shop that has never answered.
  for (let count = 0; count < 200; count++) await look(page, 5_000);
  const memory = await memoryOf(await platform.list());
  for (const { name, processes, bytes } of memory)
    rows.note(
      `${name.padEnd(18)} ${String(processes).padStart(2)} processes ${(bytes / 1e6).toFixed(0).padStart(5)} MB`,
    );
  const total = memory.reduce((sum, { bytes }) => sum + bytes, 0);
  rows.atMost('warm start to the first page', firstPageMs, 'ms', 3_000);
  rows.atMost('memory of the whole shop (PSS)', total / 1e6, 'MB', 1_200);
  process.exitCode = rows.end();
} finally {
  await shop.down();
}
