// The package as others install it: JavaScript for Node 20 and bundlers, with types, in a folder with a manifest of its own. The shop
// never sees it; its `exports` stay the sources. Files are not joined into one: a bundler takes those it needs, and what a stack trace
// points at has its comments still, so there are no source maps.
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const room = fileURLToPath(new URL('..', import.meta.url));
const compiler = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** Makes `folder` anew, with all that belongs in the package. Rejects with the compiler's words when the sources have an error. */
export async function buildPackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await compile(path.join(folder, 'lib'));
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
  await copyFile(path.join(room, 'README.md'), path.join(folder, 'README.md'));
  await copyFile(path.join(room, '../../LICENSE'), path.join(folder, 'LICENSE'));
}

async function compile(lib: string): Promise<void> {
  await run(process.execPath, [compiler, '-p', path.join(room, 'tsconfig.build.json'), '--outDir', lib], room);
  for (const file of await readdir(lib, { recursive: true }))
    if (file.endsWith('.d.ts')) await pointAtWhatIsThere(path.join(lib, file));
}

/**
 * The compiler rewrites `./clock.ts` to `./clock.js` in code, but not in declarations. It would find its way from there, too; other tools
 * that read declarations look for a file that is not in the package.
 */
async function pointAtWhatIsThere(declarations: string): Promise<void> {
  const text = await readFile(declarations, 'utf8');
  await writeFile(declarations, text.replace(/((?:from |import\()(['"])\.\.?\/[^'"]+)\.ts\2/g, '$1.js$2'));
}

async function manifest() {
  const { name, version, description, license } = JSON.parse(await readFile(path.join(room, 'package.json'), 'utf8'));
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=20' },
    exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' }, './package.json': './package.json' },
    // The stream of the process is put on globalThis, but only in its own file, and only those who import that can tell: a bundler may
    // leave out every file of which nothing is used.
    sideEffects: false,
    files: ['lib'],
  };
}
