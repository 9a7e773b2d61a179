// The defects of the peers that this package is tested against, reproduced in the peers themselves.
//
// Exit code 0 only when the whole table holds: every peer still breaks every promise, each promise has its regression test
// in test/peer-defects.test.ts, and there is no such test without its defect. A claim about somebody else's work that is
// not true any more is to be taken back, and this says so.
import { readFile } from 'node:fs/promises';
import { cockatielBreaker } from './cockatiel-breaker.ts';
import { cockatielCalls } from './cockatiel-calls.ts';
import { type Defect, reproduce } from './defect.ts';
import { opossumBreaker } from './opossum-breaker.ts';
import { opossumCalls } from './opossum-calls.ts';

const peers = { cockatiel: [...cockatielBreaker, ...cockatielCalls], opossum: [...opossumBreaker, ...opossumCalls] };
const all = Object.values(peers).flat();
const complaints: string[] = [];

for (const [peer, defects] of Object.entries(peers)) {
  console.log(`\n${peer} ${await versionOf(peer)}`);
  for (const defect of defects) {
    const { broken, seen } = await reproduce(defect);
    if (!broken) complaints.push(`${peer} has mended ${defect.id}: take the claim back`);
    console.log(`  ${defect.id.padEnd(4)}${defect.promise}\n      ${broken ? 'broken' : 'MENDED'} – ${seen}`);
  }
}
complaints.push(...(await mismatches(all)));

console.log(`\n${all.length} claims, ${complaints.length} that do not hold`);
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;

/** Promises without their test, and tests without their defect. */
async function mismatches(defects: readonly Defect[]): Promise<string[]> {
  const source = await readFile(new URL('../test/peer-defects.test.ts', import.meta.url), 'utf8');
  const tests = Array.from(source.matchAll(/^test\('([CO]\d+ [^']+)'/gm), ([, name]) => name as string);
  const claims = defects.filter((it) => !it.nothingLikeItHere).map(({ id, promise }) => `${id} ${promise}`);
  return [
    ...claims.filter((name) => !tests.includes(name)).map((name) => `no regression test: ${name}`),
    ...tests.filter((name) => !claims.includes(name)).map((name) => `no such defect in a peer: ${name}`),
  ];
}

async function versionOf(peer: string): Promise<string> {
  const manifest = new URL(`../node_modules/${peer}/package.json`, import.meta.url);
  return JSON.parse(await readFile(manifest, 'utf8')).version;
}
