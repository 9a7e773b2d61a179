// `pnpm matrix [--attach] [--platform docker [--short]] [--json] [--part NAME]… [--fault NAME]… [--page NAME]…`: every part broken in every way, every page looked at.
import { writeFile } from 'node:fs/promises';
import { proxiedShop } from '../fault-proxy/proxied-shop.ts';
import { choice } from './choice.ts';
import { documentOf } from './document.ts';
import { runMatrix } from './run.ts';
import { attached, underTrial } from './trial/shop-under-trial.ts';

const chosen = choice(process.argv.slice(2));
if ('mistake' in chosen) {
  console.error(chosen.mistake);
  process.exit(2);
}

// With --json, stdout is one document; people read stderr.
const log = (line: string) => (chosen.json ? console.error(line) : console.log(line));
const began = performance.now();
const own = chosen.attach ? null : await proxiedShop(log);
// The parts are processes that outlive us: called off, the shop is taken down all the same.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await own?.stop();
    process.exit(130);
  });
}
try {
  const result = await runMatrix(own ? underTrial(own) : await attached(chosen.platform), chosen, log);
  const { cells } = result;
  const bad = cells.filter(({ holds }) => !holds).length;
  if (chosen.isWhole)
    await writeFile(new URL('../../../docs/degradation-matrix.md', import.meta.url), documentOf(result));
  if (chosen.json) console.log(JSON.stringify({ cells }, null, 2));
  log(`${cells.length - bad} cells hold, ${bad} do not, in ${Math.round((performance.now() - began) / 1_000)} s`);
  process.exitCode = bad === 0 && cells.length > 0 ? 0 : 1;
} finally {
  await own?.stop();
}
