// Verbs that move single parts. Each prints what became of the part.

import { type DockerPlatform, type PartName, type Platform, PlatformError, partNames } from '@evenkeel/platform';
import { parseParts } from './arguments.ts';
import type { Call, Run } from './verb.ts';

export const killParts: Run = (call) => each(call, parseParts(call.args), (name) => call.shop.platform.kill(name));
export const pauseParts: Run = (call) => each(call, parseParts(call.args), (name) => call.shop.platform.pause(name));
export const unpauseParts: Run = (call) =>
  each(call, parseParts(call.args), (name) => call.shop.platform.unpause(name));

export const disconnectParts: Run = (call) =>
  each(call, parseParts(call.args), (name) => onNetworks(call.shop.platform).disconnect(name));
export const connectParts: Run = (call) =>
  each(call, parseParts(call.args), (name) => onNetworks(call.shop.platform).connect(name));

export const stopParts: Run = (call) =>
  each(call, parseParts(call.args, partNames), (name) => call.shop.platform.stop(name));

export const startParts: Run = (call) => each(call, parseParts(call.args, partNames), (name) => call.shop.start(name));

export const restartParts: Run = (call) =>
  each(call, parseParts(call.args, partNames), async (name) => {
    await call.shop.platform.stop(name);
    await call.shop.start(name);
  });

async function each({ shop, print }: Call, names: readonly PartName[], move: (name: PartName) => Promise<void>) {
  let code = 0;
  for (const name of names) {
    try {
      await move(name);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      code = 1; // The other parts have their turn all the same.
      process.stderr.write(`${error.message}\n`);
      continue;
    }
    const part = (await shop.platform.list()).find((one) => one.name === name);
    const pid = part?.pid ? ` (process ${part.pid})` : '';
    print([`${name} is ${part?.state}${pid}`, part?.note].filter(Boolean).join('; '));
  }
  return code;
}

function onNetworks(platform: Platform): Pick<DockerPlatform, 'connect' | 'disconnect'> {
  if ('disconnect' in platform && 'connect' in platform) return platform as DockerPlatform;
  throw new PlatformError(
    'Processes of one machine share its network: only containers can be cut off (--platform docker).',
  );
}
