#!/usr/bin/env node
// What `npm start`, `npm test` and `npm run shop` call. Plain JavaScript, no dependency, any Node from 20 on: it runs
// before anything is installed. It makes sure that everything is, and hands over to TypeScript on Node 24.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, InstallError } from './install.mjs';
import { runOnNode24 } from './node-24.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = path.join(root, 'infra/shop/src/main.ts');

/** Command → script and arguments. */
const commands = {
  start: (args) => [main, 'start', ...args],
  dev: (args) => [main, 'dev', ...args],
  shop: (args) => [main, 'shop', ...args],
  test: (args) => [path.join(root, 'e2e/src/npm-test/main.ts'), ...args],
  run: ([file, ...args]) => file && [path.resolve(root, file), ...args],
};

const [command = '', ...args] = process.argv.slice(2);
const script = Object.hasOwn(commands, command) ? commands[command](args) : undefined;
if (!script) {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  console.error(`Nothing to run. There are: ${Object.keys(scripts).join(', ')}. For example: npm start`);
  process.exit(2);
}

try {
  await ensureInstalled(root);
  await runOnNode24(root, script);
} catch (error) {
  if (!(error instanceof InstallError)) throw error;
  console.error(error.message);
  process.exit(1);
}
