// What a person can set about the shop as a whole. A bad setting stops the start with one line that names it.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PartName, parts } from '@evenkeel/platform';
import { type RunningShop, recallRunning } from './running-shop.ts';

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
  /** Addresses of parts that run elsewhere and are only used: ELASTICSEARCH_URL. */
  readonly elsewhere?: Readonly<Partial<Record<PartName, string>>>;
  /** Ports of 127.0.0.1 under which the other parts reach a part, when something stands in between: a proxy that breaks what passes. */
  readonly reachedThrough?: Readonly<Partial<Record<PartName, number>>>;
  /** What single programs are told besides, or instead of, the usual. */
  readonly env?: Readonly<Partial<Record<PartName, Readonly<Record<string, string>>>>>;
  /** Web runs as Next's development server, which builds each page when it is asked for. */
  readonly development?: boolean;
  /** Folders of programs that run instead of the ones in `apps`: a copy with a fault planted in it, for instance. */
  readonly folders?: Readonly<Partial<Record<string, string>>>;
}

export class SettingError extends Error {
  override readonly name = 'SettingError';
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
/** Parts that people open in a browser and programs ask with `fetch`: all that speak HTTP. */
const openParts = parts.filter(({ kind, name }) => kind !== 'store' || name === 'elasticsearch');
/** Those of the fetch standard's bad ports that a part could come to (https://fetch.spec.whatwg.org/#port-blocking). */
const badPorts: ReadonlySet<number> = new Set([
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
const highestOffset = 65_535 - Math.max(...parts.map((part) => part.port));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Reads the settings from the environment; throws a SettingError for a bad one. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const stateDir = path.resolve(root, env.SHOP_STATE_DIR || '.shop');
  const running = recallRunning(stateDir);
  const portOffset = asRunning('SHOP_PORT_OFFSET', parsed(env.SHOP_PORT_OFFSET, parseOffset), running, 'portOffset');
  const elasticsearch = asRunning(
    'ELASTICSEARCH_URL',
    parsed(env.ELASTICSEARCH_URL, parseElasticsearch),
    running,
    'elasticsearchUrl',
  );
  return {
    root,
    stateDir,
    toolsDir: path.join(root, '.shop', 'tools'),
    portOffset: portOffset ?? 0,
    logLevel: parseLogLevel(env.LOG_LEVEL || undefined),
    ...(elasticsearch && { elsewhere: { elasticsearch } }),
    ...(running?.development && { development: true }),
  };
}

/** An empty setting is none. */
const parsed = <T>(text: string | undefined, parse: (text: string) => T): T | undefined =>
  text ? parse(text) : undefined;

/** What is set; else what the shop that runs in this folder was started with, which nothing may contradict. */
function asRunning<K extends keyof RunningShop>(
  setting: string,
  wanted: RunningShop[K] | undefined,
  running: RunningShop | undefined,
  key: K,
): RunningShop[K] | undefined {
  if (running === undefined) return wanted;
  if (wanted === undefined || wanted === running[key]) return running[key];
  throw new SettingError(
    `${setting} is ${shown(wanted)}, but the shop in this folder runs with ${shown(running[key])}. Stop that one first: npm run shop down`,
  );
}

/** Without the user and password that an address may hold. */
const shown = (value: RunningShop[keyof RunningShop]) => String(value ?? 'none').replace(/\/\/[^/]*@/, '//');

function parseOffset(text: string): number {
  const offset = Number(text);
  if (/^\d+$/.test(text) && offset <= highestOffset) {
    const unreachable = openParts.find(({ port }) => badPorts.has(port + offset));
    if (unreachable === undefined) return offset;
    const { name, port } = unreachable;
    throw new SettingError(
      `SHOP_PORT_OFFSET ${offset} puts ${name} on port ${port + offset}, which browsers and fetch refuse. Take another.`,
    );
  }
  throw new SettingError(
    `SHOP_PORT_OFFSET must be a whole number from 0 to ${highestOffset}, not ${JSON.stringify(text)}.`,
  );
}

function parseElasticsearch(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol)) return text.replace(/\/+$/, '');
  throw new SettingError('ELASTICSEARCH_URL must be an address that starts with http:// or https://.');
}

function parseLogLevel(text = 'info'): string {
  if (logLevels.includes(text)) return text;
  throw new SettingError(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`);
}
