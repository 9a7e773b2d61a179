// `pnpm dev` with a checkout of two small services and a package: what is saved runs, and mistakes heal.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '@evenkeel/platform';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freeOffset } from '../src/ports.ts';
import type { Settings } from '../src/settings.ts';
import { type LocalShop, localShop } from '../src/shop.ts';
import { scratchSettings } from './scratch.ts';

const keeper = fileURLToPath(new URL('./development-keeper.ts', import.meta.url));
const limitMs = 20_000;
const parts = ['review', 'product'] as const;

let settings: Settings;
let shop: LocalShop;
let dev: ChildProcess;
let heard = '';

beforeEach(async () => {
  const scratch = scratchSettings(await freeOffset(parts));
  settings = { ...scratch, root: scratch.stateDir };
  for (const part of parts) {
    write(`apps/${part}/package.json`, JSON.stringify({ type: 'module', dependencies: { '@evenkeel/words': '*' } }));
    write(`apps/${part}/src/main.ts`, service('Good'));
  }
  write('packages/words/package.json', JSON.stringify({ type: 'module' }));
  write('packages/words/src/index.ts', "export const noun: string = 'lamp';");
  write('packages/other/src/index.ts', '');
  shop = localShop(settings, { parts });
  heard = '';
  dev = spawn(process.execPath, [keeper, settings.root, settings.stateDir, String(settings.portOffset)]);
  for (const stream of [dev.stdout, dev.stderr]) stream?.setEncoding('utf8').on('data', (text) => (heard += text));
  expect(await says('The shop is open after')).toBe(true);
}, 60_000);

afterEach(async () => {
  dev.kill('SIGKILL');
  await shop.reset();
  rmSync(settings.stateDir, { recursive: true });
});

/** As an editor saves: a new file is put in place of the old one. */
function write(file: string, text: string): void {
  const target = path.join(settings.root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(`${target}~`, text);
  renameSync(`${target}~`, target);
}

const service = (adjective: string) => `
import { createServer } from 'node:http';
import { noun } from '../../../packages/words/src/index.ts';
createServer((request, response) => {
  response.end(request.url === '/' ? \`${adjective} \${noun}\` : 'well');
}).listen(Number(process.env.PORT), '127.0.0.1');
`;

const says = (text: string) => waitUntil(() => heard.includes(text), { limitMs });
const answer = (part: 'review' | 'product') =>
  fetch(shop.platform.url(part)).then(
    (response) => response.text(),
    () => 'nothing',
  );
const answers = (text: string, part: 'review' | 'product' = 'review') =>
  waitUntil(async () => (await answer(part)) === text, { limitMs });
const review = () => shop.platform.glance().find((part) => part.name === 'review');

test('a service that is saved, again and again, runs the new code', async () => {
  for (const adjective of ['Better', 'Nicer', 'Best']) {
    write('apps/review/src/main.ts', service(adjective));
    expect(await answers(`${adjective} lamp`)).toBe(true);
  }
  expect(await says('review runs the new code')).toBe(true);
  expect(heard).not.toContain('review is stopped');
});

test('a package counts as code of all that use it, a service as its own alone', async () => {
  write('packages/words/src/index.ts', "export const noun: string = 'chair';");
  expect(await answers('Good chair', 'review')).toBe(true);
  expect(await answers('Good chair', 'product')).toBe(true);
  const pid = review()?.pid;
  write('packages/other/src/index.ts', '// changed');
  write('apps/product/src/main.ts', service('Best'));
  expect(await answers('Best chair', 'product')).toBe(true);
  expect(review()).toMatchObject({ state: 'running', pid });
});

test('a folder that is made later is watched, too', async () => {
  write('apps/review/src/adjectives/first.ts', "export const adjective = 'First';");
  write(
    'apps/review/src/main.ts',
    `import { adjective } from './adjectives/first.ts';\n${service('$' + '{adjective}')}`,
  );
  expect(await answers('First lamp')).toBe(true);
  write('apps/review/src/adjectives/first.ts', "export const adjective = 'Second';");
  expect(await answers('Second lamp')).toBe(true);
});

test('a syntax error is shown with its place, and heals when it is mended', async () => {
  write('apps/review/src/main.ts', `${service('Bad')}\nconst = 1;`);
  expect(await waitUntil(() => /review \| .*main\.ts:\d+/.test(heard), { limitMs })).toBe(true);
  expect(await says('review ended with exit code 1')).toBe(true);
  write('apps/review/src/main.ts', service('Mended'));
  expect(await answers('Mended lamp')).toBe(true);
});

test('a part that a person has killed stays dead when its code is saved, and starts with the new one', async () => {
  await shop.platform.kill('review');
  expect(await says('review is killed')).toBe(true);
  write('packages/words/src/index.ts', "export const noun: string = 'table';");
  expect(await answers('Good table', 'product')).toBe(true);
  expect(review()?.state).toBe('killed');
  await shop.platform.start('review');
  expect(await answers('Good table', 'review')).toBe(true);
});

test('Ctrl-C ends everything', async () => {
  const ended = new Promise((resolve) => dev.once('exit', resolve));
  dev.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(shop.platform.glance().map((part) => part.state)).toEqual(['stopped', 'stopped']);
});
