// How much the package adds to a bundle, minified by esbuild and packed by gzip: what guards calls, and all of it. Exit code 0 within the goal.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** A protected call with every layer, a ladder and the stream of events; last good copies stand on top of that. */
const guards = [
  ...['pipeline', 'deadline', 'retry', 'retryBudget', 'bulkhead', 'queuedBulkhead', 'circuitBreaker', 'timeout'],
  ...['classify', 'climbDown', 'EventStream', 'resilienceEvents'],
];
const goal = 9 * 1_024;

const ofGuards = await packed(`export { ${guards.join(', ')} } from './index.ts'`);
const ofAll = await packed("export * from './index.ts'");
console.log(`guards: ${ofGuards} bytes (goal ≤ ${goal}); with last good copies and their second level: ${ofAll} bytes`);
process.exitCode = ofGuards <= goal ? 0 : 1;

async function packed(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../src', import.meta.url)), loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}
