// `npm start` for a test: a shop of one store. Arguments: state folder, port offset.

import { surviveClosedOutput } from '../src/closed-output.ts';
import { runInForeground } from '../src/foreground.ts';
import { readSettings } from '../src/settings.ts';

const [stateDir = '', portOffset = ''] = process.argv.slice(2);
surviveClosedOutput();
const settings = { ...readSettings({}), stateDir, portOffset: Number(portOffset) };
process.exitCode = await runInForeground(settings, (line) => process.stdout.write(`${line}\n`), { parts: ['redis'] });
