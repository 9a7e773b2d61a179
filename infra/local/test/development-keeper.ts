// `pnpm dev` for a test: a checkout with two services. Arguments: checkout, state folder, port offset.

import { runForDevelopment } from '../src/dev/dev.ts';
import { readSettings } from '../src/settings.ts';

const [root = '', stateDir = '', portOffset = ''] = process.argv.slice(2);
const settings = { ...readSettings({}), root, stateDir, portOffset: Number(portOffset) };
process.exitCode = await runForDevelopment(settings, (line) => process.stdout.write(`${line}\n`), [
  'review',
  'product',
]);
