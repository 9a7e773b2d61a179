// Verbs that move or show the shop as a whole.

import { statusTable } from '@evenkeel/local';
import { parseOptions } from './arguments.ts';
import type { Call, Run } from './verb.ts';

export const up: Run = async (call) => {
  const { detach } = parseOptions(call.args, { detach: { type: 'boolean', short: 'd' } });
  return detach || !call.stayWith ? startAll(call) : call.stayWith();
};

export const down: Run = async ({ shop, args }) => {
  parseOptions(args, {});
  await shop.down();
  return 0;
};

export const ps: Run = async ({ shop, args, print }) => {
  const { json } = parseOptions(args, { json: { type: 'boolean' } });
  const list = await shop.platform.list();
  const rows = list.map(({ name, pid, port, state, note }) => ({ name, pid, port, state, note }));
  print(json ? JSON.stringify(rows, null, 2) : statusTable(list));
  return 0;
};

export const heal: Run = async (call) => {
  parseOptions(call.args, {});
  const paused = (await call.shop.platform.list()).filter((part) => part.state === 'paused');
  for (const part of paused) await call.shop.platform.unpause(part.name);
  return startAll(call);
};

export const reset: Run = async ({ shop, args, print }) => {
  parseOptions(args, {});
  await shop.reset();
  print('All data is gone. The next start makes it anew.');
  return 0;
};

async function startAll({ shop, print }: Call): Promise<number> {
  const failures = await shop.up();
  for (const failure of failures) print(failure.message);
  print(`\n${statusTable(await shop.platform.list())}\n\n${shop.platform.url('web')}`);
  return failures.length > 0 ? 1 : 0;
}
