// What a person can set about the shop as a whole. A bad setting stops the start with one line that names it.

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
const highestOffset = 65_535 - Math.max(...parts.map((part) => part.port));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Reads the settings from the environment; throws a SettingError for a bad one. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  return {
    root,
    stateDir: path.resolve(root, env.SHOP_STATE_DIR || '.shop'),
    toolsDir: path.join(root, '.shop', 'tools'),
    portOffset: parseOffset(env.SHOP_PORT_OFFSET),
    logLevel: parseLogLevel(env.LOG_LEVEL || undefined),
  };
}

function parseOffset(text = '0'): number {
  const offset = Number(text || '0');
  if (/^\d*$/.test(text) && offset <= highestOffset) return offset;
  throw new SettingError(`SHOP_PORT_OFFSET must be a whole number from 0 to ${highestOffset}, not "${text}".`);
}

function parseLogLevel(text = 'info'): string {
  if (logLevels.includes(text)) return text;
  throw new SettingError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`);
}
