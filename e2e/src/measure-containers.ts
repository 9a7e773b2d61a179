// `pnpm measure:containers [--cold] [--json]`: what the shop in containers costs on this machine: images, start, memory. With `--cold`
// the time to build all images without any cache, too, which takes minutes and fetches all packages again.
import { parseArgs } from 'node:util';
import { waitUntil } from '@evenkeel/platform';
import { report } from './bench/rows.ts';
import { base, imageOf, imagesOfServices, limitsMb, sizeOf } from './containers/images.ts';
import { trialComposition } from './containers/trial-composition.ts';
import { look } from './matrix/observe.ts';

const { values: options } = parseArgs({
  options: { cold: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});
const rows = report(options.json);
const coldLimitMs = 15 * 60_000;

const trial = await trialComposition(rows.note);
const { docker, shop } = trial;
try {
  if (options.cold) {
    const began = performance.now();
    // A cache of packages of its own: the one of this engine belongs to everybody.
    const cache = `CACHE=${Date.now()}`;
    await docker.run(['compose', 'build', '--no-cache', '--build-arg', cache], coldLimitMs);
    rows.atMost('all images built without any cache', (performance.now() - began) / 1_000, 's', 180);
  }
  const failures = await shop.up();
  if (failures[0]) throw failures[0];
  const page = `${shop.platform.url('web')}/products/laptop`;

  const baseMb = await sizeOf(docker, base);
  for (const image of imagesOfServices)
    rows.atMost(`${image} beyond its base`, (await sizeOf(docker, image)) - baseMb, 'MB', limitsMb.service);
  rows.atMost(`${imageOf('web')} beyond its base`, (await sizeOf(docker, imageOf('web'))) - baseMb, 'MB', limitsMb.web);

  const start = async () => {
    const began = performance.now();
    const up = shop.up();
    const first = await waitUntil(async () => (await look(page, 1_000)).status === 200, {
      limitMs: 120_000,
      everyMs: 50,
    });
    const firstPage = (performance.now() - began) / 1_000;
    const [failure] = await up;
    if (failure || !first) throw failure ?? new Error('there is no page');
    return { firstPage, all: (performance.now() - began) / 1_000 };
  };
  await shop.reset();
  const empty = await start();
  rows.tell('start with empty volumes, to the first page', empty.firstPage, 's');
  rows.tell('start with empty volumes, until everything is healthy', empty.all, 's');
  await shop.down();
  const warm = await start();
  rows.tell('start again, to the first page', warm.firstPage, 's');
  rows.tell('start again, until everything is healthy', warm.all, 's');

  // Memory after some use, not of a shop that has never answered.
  for (let count = 0; count < 200; count++) await look(page, 5_000);
  const used = await memory();
  for (const [name, mb] of used) rows.note(`${name.padEnd(40)} ${mb.toFixed(0).padStart(5)} MB`);
  const of = (some: readonly (readonly [string, number])[]) => some.reduce((sum, [, mb]) => sum + mb, 0);
  rows.tell('memory of Elasticsearch', of(used.filter(([name]) => name.includes('elasticsearch'))), 'MB');
  rows.atMost('memory of everything else', of(used.filter(([name]) => !name.includes('elasticsearch'))), 'MB', 1_200);
  process.exitCode = rows.end();
} finally {
  await trial.remove();
}

/** Container → MB, as the engine counts it: without the cache of files. */
async function memory(): Promise<[string, number][]> {
  const containers = (await shop.platform.list()).filter(({ pid }) => pid !== null);
  const ids = (await Promise.all(containers.map(({ name }) => shop.platform.containers(name))))
    .flat()
    .map(({ id }) => id);
  const text = await docker.run(['stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}', ...ids]);
  const units: Readonly<Record<string, number>> = { KiB: 1_024 / 1e6, MiB: 1_048_576 / 1e6, GiB: 1_073_741_824 / 1e6 };
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, name = '', value, unit = ''] = /^(\S+) ([\d.]+)([KMG]iB)/.exec(line) ?? [];
      return [name, Number(value) * (units[unit] ?? Number.NaN)];
    });
}
