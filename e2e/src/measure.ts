// `pnpm measure`: what the shop costs on this machine. A warm start to the first page, and the memory of all its processes.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { localShop, readSettings } from '@evenkeel/local';
import { processTable, treeOf, waitUntil } from '@evenkeel/platform';
import { look } from './matrix/observe.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

/** PSS shares memory that several processes use fairly among them; RSS would count it once for each. Linux only. */
async function pssBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  if (kilobytes === undefined) throw new Error(`the kernel does not tell the PSS of process ${pid}`);
  return Number(kilobytes) * 1024;
}

const shop = localShop(readSettings());
const { platform } = shop;
if ((await platform.list()).some(({ pid }) => pid !== null)) {
  console.error(
    'The shop is running. Stop it first (Ctrl-C, or pnpm shop down): a warm start is measured from nothing.',
  );
  process.exit(2);
}

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

  const table = await processTable();
  const rows = await Promise.all(
    (await platform.list()).map(async ({ name, pid }) => {
      if (pid === null) return { name, processes: 0, bytes: 0 };
      const tree = treeOf(table, pid);
      const bytes = await Promise.all(tree.map((entry) => pssBytes(entry.pid)));
      return { name, processes: tree.length, bytes: bytes.reduce((sum, each) => sum + each, 0) };
    }),
  );
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  const goals = [
    {
      id: 'warm start to the first page',
      value: Math.round(firstPageMs),
      unit: 'ms',
      goal: '≤ 3000',
      holds: firstPageMs <= 3_000,
    },
    {
      id: 'memory of the whole shop (PSS)',
      value: Math.round(total / 1e6),
      unit: 'MB',
      goal: '≤ 1200',
      holds: total <= 1.2e9,
    },
  ];
  if (values.json) {
    console.log(JSON.stringify({ rows: goals }, null, 2));
  } else {
    for (const { name, processes, bytes } of rows) {
      console.log(
        `${name.padEnd(18)} ${String(processes).padStart(2)} processes ${(bytes / 1e6).toFixed(0).padStart(5)} MB`,
      );
    }
    for (const { id, value, unit, goal, holds } of goals) {
      console.log(`${id}: ${value} ${unit} (goal ${goal}: ${holds ? 'holds' : 'missed'})`);
    }
  }
  process.exitCode = goals.every(({ holds }) => holds) ? 0 : 1;
} finally {
  await shop.down();
}
