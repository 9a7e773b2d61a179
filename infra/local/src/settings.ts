// What a person can set about the shop as a whole. A bad setting stops the start with one line that names it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parts } from '@evenkeel/platform';

export interface Settings {
  /** The checkout. */
  readonly root: string;
  /** Data, logs and pids: `.shop` in the checkout, or SHOP_STATE_DIR. */
  readonly stateDir: string;
  /** What was fetched for this checkout beside npm's packages; one copy for all its shops, so tests work offline. */
  readonly toolsDir: string;
  /** Added to every port: SHOP_PORT_OFFSET. */
  readonly portOffset: number;
  /** LOG_LEVEL of the services. */
  readonly logLevel: string;
  /** Folders of programs that run instead of the ones in `apps`: a copy with a fault planted in it, for instance. */
  readonly folders?: Readonly<Partial<Record<string, string>>>;
}

export class SettingError extends Error {
  override readonly name = 'SettingError';
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const webPort = parts.find((part) => part.name === 'web')?.port ?? 0;
/** Those of the fetch standard's bad ports that web could come to (https://fetch.spec.whatwg.org/#port-blocking). */
const blockedByBrowsers: ReadonlySet<number> = new Set([
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
const highestOffset = 65_535 - Math.max(...parts.map((part) => part.port));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Reads the settings from the environment; throws a SettingError for a bad one. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const stateDir = path.resolve(root, env.SHOP_STATE_DIR || '.shop');
  return {
    root,
    stateDir,
    toolsDir: path.join(root, '.shop', 'tools'),
    portOffset: offsetOf(stateDir, env.SHOP_PORT_OFFSET || undefined),
    logLevel: parseLogLevel(env.LOG_LEVEL || undefined),
  };
}

/** Where a running shop keeps its offset, so that commands in another terminal find its ports. */
export const offsetFile = (stateDir: string): string => path.join(stateDir, 'run', 'port-offset');

/** What is set; else that of the shop that runs in this folder; else 0. */
function offsetOf(stateDir: string, text: string | undefined): number {
  const running = runningOffset(stateDir);
  if (text === undefined) return running ?? 0;
  const offset = parseOffset(text);
  if (running === undefined || running === offset) return offset;
  throw new SettingError(
    `SHOP_PORT_OFFSET is ${offset}, but the shop in this folder runs with ${running}. Stop that one first: npm run shop down`,
  );
}

function runningOffset(stateDir: string): number | undefined {
  try {
    return parseOffset(readFileSync(offsetFile(stateDir), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseOffset(text: string): number {
  const offset = Number(text);
  if (/^\d+$/.test(text) && offset <= highestOffset) {
    if (!blockedByBrowsers.has(webPort + offset)) return offset;
    throw new SettingError(
      `SHOP_PORT_OFFSET ${offset} puts the shop on port ${webPort + offset}, which browsers refuse. Take another.`,
    );
  }
  throw new SettingError(`SHOP_PORT_OFFSET must be a whole number from 0 to ${highestOffset}, not "${text}".`);
}

function parseLogLevel(text = 'info'): string {
  if (logLevels.includes(text)) return text;
  throw new SettingError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`);
}
