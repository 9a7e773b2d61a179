// The verbs of the `shop` command: Docker Compose's, and a few of our own.

import { readSettings, runInForeground } from '@evenkeel/local';
import { managedShop, type PlatformKind, platformKind, platformKinds } from '../managed-shop.ts';
import { UsageError } from './arguments.ts';
import { logs } from './logs.ts';
import {
  connectParts,
  disconnectParts,
  killParts,
  pauseParts,
  restartParts,
  startParts,
  stopParts,
  unpauseParts,
} from './on-parts.ts';
import { order, payments } from './on-payments.ts';
import { down, heal, ps, reset, up } from './on-shop.ts';
import { breaker, forget, load } from './on-traffic.ts';
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
  disconnect: { usage: 'NAME...', does: 'cuts it off from its networks; containers only', run: disconnectParts },
  connect: { usage: 'NAME...', does: 'puts it back on them', run: connectParts },
  logs: { usage: 'NAME [-f] [-n LINES]', does: 'shows the end of its log; -f follows it', run: logs },
  heal: { usage: '', does: 'unpauses what is paused, starts what is down', run: heal },
  forget: { usage: '', does: 'drops the last good copies of gateway and web', run: forget },
  breaker: {
    usage: 'NAME open|close|release',
    does: 'steers a breaker of the gateway by hand: review.texts open',
    run: breaker,
  },
  payments: {
    usage: '[--again] [--json]',
    does: 'shows the queue of payments, and what nobody could settle; brings back what was put aside',
    run: payments,
  },
  order: {
    usage: 'ID [redrive|give-up|refund|acknowledge] [--json]',
    does: 'shows what happened to an order; settles it by hand',
    run: order,
  },
  reset: { usage: '', does: 'stops everything and deletes its data', run: reset },
  load: {
    usage: '[--seconds 30] [--visitors 5] [--seed 1] [--json]',
    does: 'visitors who browse, search and fill carts',
    run: load,
  },
};

/** Runs one verb and answers the exit code. Throws a UsageError for words that are not understood. */
export async function runVerb(words: readonly string[], print: Call['print']): Promise<number> {
  const { kind, rest } = takePlatform(words);
  const [name = '', ...args] = rest;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const known = Object.keys(verbs).join(', ');
  if (!verb) throw new UsageError(`${name ? `No verb "${name}"` : 'A verb is missing'}; there are ${known}.`);
  const tell = args.includes('--json') ? () => undefined : print;
  try {
    const stayWith = kind === 'processes' ? () => runInForeground(readSettings(), print) : undefined;
    return await verb.run({ args, print, stayWith, shop: await managedShop(kind, tell) });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message} Usage: shop ${name} ${verb.usage}`.trim());
  }
}

/** `--platform NAME`, wherever it stands. */
function takePlatform(words: readonly string[]): { kind: PlatformKind; rest: readonly string[] } {
  const at = words.findIndex((word) => /^--platform(=|$)/.test(word));
  const word = words[at];
  if (word === undefined) return { kind: platformKind(), rest: words };
  const named = word.split('=')[1];
  const rest = [...words.slice(0, at), ...words.slice(at + (named === undefined ? 2 : 1))];
  return { kind: platformKind(named ?? words[at + 1] ?? ''), rest };
}

/** What `shop help` prints. */
export function help(): string {
  const lines = Object.entries(verbs).map(([name, { usage, does }]) => `  ${`${name} ${usage}`.padEnd(56)} ${does}`);
  const platform = `Which shop is meant: --platform, else SHOP_PLATFORM, else ${platformKinds[0]}.`;
  return [`shop [--platform ${platformKinds.join('|')}] VERB`, ...lines, platform].join('\n');
}
