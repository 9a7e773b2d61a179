// How much the package adds to a bundle: all of it, minified by esbuild and packed by gzip. Exit code 0 within the goal.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const goal = 9 * 1_024;

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  write: false,
});
const minified = outputFiles[0]?.contents ?? new Uint8Array();
const packed = gzipSync(minified, { level: 9 }).length;

console.log(`${minified.length} bytes minified, ${packed} bytes gzipped (goal ≤ ${goal})`);
process.exitCode = packed <= goal ? 0 : 1;
