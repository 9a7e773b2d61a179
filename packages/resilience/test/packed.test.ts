// The package as others get it: built, packed, installed by npm in an empty folder, and used there.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPackage } from '../build/build.ts';
import { packInto } from '../build/pack.ts';
import { run } from '../build/run.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const compiler = path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

const running = { node: process.execPath, version: process.versions.node };

let folder: string;
/** Where it is installed, beside the program. */
let home: string;
let installed: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evenkeel-packed-'));
  home = path.join(folder, 'home');
  installed = path.join(home, 'node_modules/@evenkeel/resilience');
  await buildPackage(path.join(folder, 'built'));
  const file = await packInto(folder, path.join(folder, 'built'));
  await mkdir(home);
  await writeFile(path.join(home, 'package.json'), JSON.stringify({ name: 'home', private: true, type: 'module' }));
  const quietly = [
    '--offline',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--cache',
    path.join(folder, 'cache'),
  ];
  await run('npm', ['install', file, ...quietly, '--prefix', home], home);
  await cp(here('packed/program.ts'), path.join(home, 'program.ts'));
  // What the programs below are made of; that it compiles has a test of its own.
  await compile({ module: 'nodenext', lib: ['es2023', 'dom'], types: [], outDir: '.' });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Strictly, and with the declarations of the package looked at, too. Rejects with what the compiler says. */
async function compile(options: Record<string, unknown>): Promise<void> {
  const compilerOptions = { target: 'es2022', strict: true, skipLibCheck: false, ...options };
  const config = path.join(home, `tsconfig.${Object.values(options).join('-').replaceAll(/\W/g, '-')}.json`);
  await writeFile(config, JSON.stringify({ files: ['program.ts'], compilerOptions }));
  await run(process.execPath, [compiler, '-p', config], home);
}

test('it holds the compiled sources, their types, README and licence, and nothing else', async () => {
  const filesIn = async (root: string) => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((it) => it.isFile()).map((it) => path.relative(root, path.join(it.parentPath, it.name)));
  };
  const modules = (await filesIn(here('../src'))).map((file) => `lib/${file.replace(/\.ts$/, '')}`);
  const expected = modules.flatMap((module) => [`${module}.js`, `${module}.d.ts`]);
  expect((await filesIn(installed)).sort()).toEqual([...expected, 'LICENSE', 'README.md', 'package.json'].sort());
});

test('it needs no other package, and refers to no file that is not in it', async () => {
  const lib = path.join(installed, 'lib');
  const files = (await readdir(lib, { recursive: true })).filter((file) => /\.(js|d\.ts)$/.test(file));
  const imports = await Promise.all(files.map(async (file) => importsOf(await readFile(path.join(lib, file), 'utf8'))));
  expect(imports.flat().length).toBeGreaterThan(files.length);
  expect(imports.flat().filter((name) => !/^\.\.?\/.*\.js$/.test(name))).toEqual([]);

  const manifest = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name: '@evenkeel/resilience', license: 'MIT', engines: { node: '>=20' } });
  expect(Object.keys(manifest)).not.toContain('dependencies');
});

const importsOf = (text: string): string[] =>
  Array.from(
    text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'|\bimport\(['"]([^'"]+)/gm),
    (it) => it[1] ?? it[2] ?? '',
  );

const told = {
  answers: [['Great laptop!'], ['Great laptop!']],
  story: [
    ...['retry', 'CLOSED → OPEN', 'call: failure after 2', 'copy: fresh', 'fallback'],
    ...['rejection', 'call: rejected after 0', 'copy: fresh', 'fallback'],
  ],
  asked: 3,
  name: 'review',
  turnedAway: 'circuit breaker open',
};

describe.each(await nodes())('in Node $version', ({ node }) => {
  test('a call fails, is tried again, opens the breaker, and is answered with the last good copy', async () => {
    expect(JSON.parse(await run(node, ['program.js'], home))).toEqual(told);
  });
});

/** The one that runs this, and Node 20, the oldest that is promised, if there is one on the PATH. */
async function nodes(): Promise<{ node: string; version: string }[]> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((it) => path.isAbsolute(it));
  for (const node of new Set(folders.map((it) => path.join(it, 'node')))) {
    const version = await run(node, ['-p', 'process.versions.node'], tmpdir()).catch(() => '');
    if (version.startsWith('20.')) return [{ node, version: version.trim() }, running];
  }
  return [running];
}

describe('a program compiles against its types', () => {
  test.each([
    ['for Node, with its types and none of a browser', { module: 'nodenext', lib: ['es2023'], types: ['node'] }],
    ['for Node, without @types/node', { module: 'nodenext', lib: ['es2023', 'dom'], types: [] }],
    ['for a bundler', { module: 'preserve', moduleResolution: 'bundler', lib: ['es2022', 'dom'], types: [] }],
  ])('%s', async (_, options) => {
    await compile({ ...options, typeRoots: [here('../node_modules/@types')], noEmit: true });
  });
});

describe('in a bundle for a browser', () => {
  const bundle = async (contents: string) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: home },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      logLevel: 'silent',
    });
    return outputFiles[0]?.text ?? '';
  };

  test('it imports nothing of Node, and does the same when Node runs it', async () => {
    const text = await bundle(`import './program.js';`);
    await writeFile(path.join(home, 'bundle.mjs'), text);
    expect(importsOf(text)).toEqual([]);
    expect(JSON.parse(await run(process.execPath, ['bundle.mjs'], home))).toEqual(told);
  });

  test('what is not used is left out, but the stream of the process stays with those who tell it something', async () => {
    const stream = 'Symbol.for("@evenkeel/resilience events")';
    expect(await bundle(`export { retryBudget } from '@evenkeel/resilience';`)).not.toContain(stream);
    expect(await bundle(`export { pipeline } from '@evenkeel/resilience';`)).toContain(stream);
  });
});
