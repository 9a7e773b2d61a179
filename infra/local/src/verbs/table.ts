// The verbs of the `shop` command: Docker Compose's, and a few of our own.

import type { Settings } from '../settings.ts';
import { localShop } from '../shop.ts';
import { UsageError } from './arguments.ts';
import { logs } from './logs.ts';
import { killParts, pauseParts, restartParts, startParts, stopParts, unpauseParts } from './on-parts.ts';
import { down, heal, ps, reset, up } from './on-shop.ts';
import { forget, load } from './on-traffic.ts';
import type { Call, Run } from './verb.ts';

interface Verb {
  readonly usage: string;
  readonly does: string;
  readonly run: Run;
}

export const verbs: Readonly<Record<string, Verb>> = {
  up: { usage: '[-d]', does: 'starts what is not running; -d leaves it in the background', run: up },
  down: { usage: '', does: 'stops everything', run: down },
  ps: { usage: '[--json]', does: 'shows every part', run: ps },
  kill: { usage: 'NAME...', does: 'SIGKILL; it stays dead until `start`', run: killParts },
  start: { usage: '[NAME...]', does: 'returns when it answers', run: startParts },
  stop: { usage: '[NAME...]', does: 'asks it to end', run: stopParts },
  restart: { usage: '[NAME...]', does: 'stop, then start', run: restartParts },
  pause: { usage: 'NAME...', does: 'SIGSTOP; it hangs with its connections open', run: pauseParts },
  unpause: { usage: 'NAME...', does: 'lets it go on', run: unpauseParts },
  logs: { usage: 'NAME [-f] [-n LINES]', does: 'shows the end of its log; -f follows it', run: logs },
  heal: { usage: '', does: 'unpauses what is paused, starts what is down', run: heal },
  forget: { usage: '', does: 'drops the last good copies of gateway and web', run: forget },
  reset: { usage: '', does: 'stops everything and deletes its data', run: reset },
  load: {
    usage: '[--seconds 30] [--visitors 5] [--seed 1] [--json]',
    does: 'visitors who browse, search and fill carts',
    run: load,
  },
};

/** Runs one verb and answers the exit code. Throws a UsageError for words that are not understood. */
export async function runVerb(settings: Settings, words: readonly string[], print: Call['print']): Promise<number> {
  const [name = '', ...args] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const known = Object.keys(verbs).join(', ');
  if (!verb) throw new UsageError(`${name ? `No verb "${name}"` : 'A verb is missing'}; there are ${known}.`);
  const tell = args.includes('--json') ? () => undefined : print;
  try {
    return await verb.run({ settings, args, print, shop: localShop(settings, { progress: tell }) });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message} Usage: shop ${name} ${verb.usage}`.trim());
  }
}

/** What `shop help` prints. */
export function help(): string {
  const lines = Object.entries(verbs).map(([name, { usage, does }]) => `  ${`${name} ${usage}`.padEnd(56)} ${does}`);
  return ['shop VERB', ...lines].join('\n');
}
