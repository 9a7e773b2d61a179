// The shop that is tortured: what a checkout needs, wires in between that can be cut, a second worker for the queue, and processes that
// can be told to die at a named point.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { freeOffset, partSettings, portOf, readSettings, type Secrets, type Shop } from '@evenkeel/local';
import { type PartName, waitUntil } from '@evenkeel/platform';
import { request } from 'undici';
import { ownShop } from '../own-shop.ts';
import type { BankClock } from './checker.ts';
import { type Wire, wire } from './wire.ts';

const parts = ['postgres', 'postgres-replica', 'redis', 'product', 'bank', 'payment', 'gateway'] as const;
/** Those whose processes know crash points. */
const armed = ['gateway', 'payment', 'bank'] as const;
type Armed = (typeof armed)[number];

/** So that what a dead worker held is soon taken up again; in ms. */
export const leaseMs = 2_500;
const reviveLimitMs = 30_000;
const preload = fileURLToPath(new URL('leaping-clock.mjs', import.meta.url));

export interface TorturedShop {
  /** Two, which share the journal and Redis. The first is the one that things are done to. */
  readonly gatewayUrls: readonly string[];
  /** Of the payment database, with all rights. */
  readonly databaseUrl: string;
  readonly ledgerFile: string;
  readonly wires: Readonly<Record<'bank' | 'payment', Wire>>;
  kill(part: PartName): Promise<void>;
  freeze(part: PartName): Promise<void>;
  /** Lets it go on, or starts it; returns when it answers. */
  revive(part: PartName): Promise<void>;
  /** At that point it dies, or stands still until it is revived. */
  arm(part: Armed, point: string, how: 'die' | 'freeze'): Promise<void>;
  /** True when somebody has come to the point since it was armed. */
  disarm(part: Armed): Promise<boolean>;
  fillRedis(full: boolean): Promise<void>;
  /** Of the journal; `all`: nor can the tries of a checkout be noted. */
  fillDisk(full: boolean, all?: boolean): Promise<void>;
  isRunning(part: PartName): Promise<boolean>;
  setClock(part: 'gateway' | 'payment', aheadMs: number): Promise<void>;
  /** From now on, and in {@link bankClock}. */
  setBankClock(aheadMs: number): Promise<void>;
  /** What the bank's clock was like, by what it has booked. */
  readonly bankClock: readonly BankClock[];
  /** Asks a part as its operator; undefined when it does not answer. */
  operate(part: 'payment' | 'gateway', method: 'GET' | 'POST', path: string): Promise<unknown>;
  /** How many calls of a dependency ended so, as the part's metrics say. */
  calls(part: 'payment' | 'gateway', dependency: string, outcome: string): Promise<number>;
  stop(): Promise<void>;
}

export interface TorturedShopOptions {
  /** Programs with a fault planted in them. */
  readonly folders?: Readonly<Partial<Record<'payment' | 'gateway', string>>>;
  readonly log?: (line: string) => void;
}

export async function torturedShop({
  folders = {},
  log = () => undefined,
}: TorturedShopOptions = {}): Promise<TorturedShop> {
  const portOffset = await freeOffset(parts);
  const wires = {
    bank: await wire(portOf('bank', portOffset)),
    payment: await wire(portOf('payment', portOffset)),
  };
  const reachedThrough = { bank: wires.bank.port, payment: wires.payment.port };
  // Files that tell the processes when to die and how late it is: their folder must be there before they are.
  const signals = path.join(readSettings({}).root, '.shop', `torture-${process.pid}-${portOffset}`);
  mkdirSync(signals, { recursive: true });
  const file = (part: string, what: string) => path.join(signals, `${part}.${what}`);
  const told = (part: Armed) => ({
    CRASH_FILE: file(part, 'crash'),
    CLOCK_FILE: file(part, 'clock'),
    NODE_OPTIONS: `--import=${preload}`,
    LOG_LEVEL: 'warn',
  });
  const env = {
    gateway: { ...told('gateway'), BREAKER_OPEN_MS: '500' },
    payment: { ...told('payment'), LEASE_MS: String(leaseMs), BREAKER_OPEN_MS: '500' },
    bank: told('bank'),
  };
  const closeAll = async () => {
    await Promise.all(Object.values(wires).map((one) => one.close()));
    rmSync(signals, { recursive: true, force: true });
  };
  let shop: Shop & { readonly stateDir: string; stop(): Promise<void> };
  try {
    shop = await ownShop(log, { parts, portOffset, reachedThrough, env, folders });
  } catch (error) {
    await closeAll();
    throw error;
  }
  const { platform, stateDir, access } = shop;
  const twins = await Promise.all(
    (['payment', 'gateway'] as const).map((part) =>
      startTwin(part, { stateDir, portOffset, reachedThrough, env: env[part], folder: folders[part] }),
    ),
  );
  const journal = path.join(stateDir, 'journal', 'orders');
  const tries = path.join(stateDir, 'journal', 'tries');

  const stateOf = async (part: PartName) => (await platform.list()).find(({ name }) => name === part)?.state;
  const databaseUrl = new URL(access.primaryUrl);
  databaseUrl.pathname = '/payment';

  const ledgerFile = path.join(stateDir, 'bank', 'ledger.sqlite');
  const bankClock: BankClock[] = [];
  /** At once: who reads it finds the one or the other. */
  const writeClock = (part: Armed, aheadMs: number) => {
    writeFileSync(file(part, 'clock.new'), String(aheadMs));
    renameSync(file(part, 'clock.new'), file(part, 'clock'));
  };

  return {
    gatewayUrls: [shop.url('gateway'), `http://127.0.0.1:${twinPort('gateway', portOffset)}`],
    databaseUrl: databaseUrl.href,
    ledgerFile,
    wires,
    async kill(part) {
      if ((await stateOf(part)) === 'running') await platform.kill(part);
    },
    async freeze(part) {
      if ((await stateOf(part)) === 'running') await platform.pause(part);
    },
    async revive(part) {
      const isUp = async () => {
        const state = await stateOf(part);
        if (state === 'running') return true;
        // It may have died again at the point that it was told to die at.
        await (state === 'paused' ? platform.unpause(part) : platform.start(part)).catch((error: Error) =>
          log(error.message),
        );
        return false;
      };
      if (!(await waitUntil(isUp, { limitMs: reviveLimitMs, everyMs: 100 })))
        throw new Error(`${part} cannot be revived`);
    },
    arm: async (part, point, how) => writeFileSync(file(part, 'crash'), how === 'freeze' ? `${point} freeze` : point),
    async disarm(part) {
      const hasCome = !existsSync(file(part, 'crash'));
      rmSync(file(part, 'crash'), { force: true });
      return hasCome;
    },
    fillRedis: (full) => configureRedis(access.redisUrl, 'maxmemory', full ? '1' : String(64 * 1024 * 1024)),
    async fillDisk(full, all = false) {
      for (const folder of full && !all ? [journal] : [journal, tries]) {
        const away = `${folder}.away`;
        if (full) {
          if (existsSync(folder)) renameSync(folder, away);
          mkdirSync(path.dirname(folder), { recursive: true });
          writeFileSync(folder, '');
        } else if (existsSync(folder) && statSync(folder).isFile()) {
          rmSync(folder);
          if (existsSync(away)) renameSync(away, folder);
        }
      }
    },
    isRunning: async (part) => (await stateOf(part)) === 'running',
    setClock: async (part, aheadMs) => writeClock(part, aheadMs),
    async setBankClock(aheadMs) {
      // Nothing is booked meanwhile: it stands still, or does not run.
      const runs = (await stateOf('bank')) === 'running';
      if (runs) await platform.pause('bank');
      bankClock.push({ afterNumber: lastBooked(ledgerFile), aheadMs });
      writeClock('bank', aheadMs);
      if (runs) await platform.unpause('bank');
    },
    bankClock,
    async operate(part, method, where) {
      try {
        const { statusCode, body } = await request(`${shop.url(part)}/operator/${where}`, {
          method,
          headers: { authorization: `Bearer ${access.operatorToken}` },
          signal: AbortSignal.timeout(3_000),
        });
        const answer = await body.json();
        return statusCode === 200 ? answer : undefined;
      } catch {
        return undefined; // Whoever asks asks again, for as long as it has time.
      }
    },
    async calls(part, dependency, outcome) {
      const { body } = await request(`${shop.url(part)}/metrics`, { signal: AbortSignal.timeout(3_000) });
      const lines = (await body.text()).split('\n').filter((line) => line.startsWith('dependency_calls_total{'));
      const of = lines.filter(
        (line) => line.includes(`dependency="${dependency}"`) && line.includes(`outcome="${outcome}"`),
      );
      return of.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    async stop() {
      for (const twin of twins) twin.kill('SIGKILL');
      await shop.stop();
      await closeAll();
    },
  };
}

interface TwinOptions {
  readonly stateDir: string;
  readonly portOffset: number;
  readonly reachedThrough: Readonly<Record<'bank' | 'payment', number>>;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string | undefined;
}

const twinPort = (part: 'payment' | 'gateway', portOffset: number) => portOf(part, portOffset) + 50;

/**
 * A second one of a part. Another payment service on the same database: nobody sends it orders, it works on the queue. Another gateway with
 * the same journal: half of the buyers come to it. Nothing is done to them.
 */
async function startTwin(
  part: 'payment' | 'gateway',
  { stateDir, portOffset, reachedThrough, env, folder }: TwinOptions,
): Promise<ChildProcess> {
  const settings = { ...readSettings({}), stateDir, portOffset, reachedThrough };
  const secrets = JSON.parse(readFileSync(path.join(stateDir, 'secrets.json'), 'utf8')) as Secrets;
  const { CRASH_FILE: _, CLOCK_FILE: __, NODE_OPTIONS: ___, ...usual } = env;
  const own = partSettings(settings, secrets)[part];
  const port = twinPort(part, portOffset);
  const twin = spawn(process.execPath, ['src/main.ts'], {
    cwd: folder ?? path.join(settings.root, 'apps', part),
    env: { PATH: process.env.PATH, ...own, ...usual, PORT: String(port) },
    stdio: 'ignore',
  });
  const answers = () =>
    request(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(1_000) }).then(
      ({ statusCode, body }) => body.dump().then(() => statusCode === 200),
      () => false,
    );
  if (!(await waitUntil(answers, { limitMs: 20_000, everyMs: 100 })))
    throw new Error(`the second ${part} does not start`);
  return twin;
}

/** The number of the charge that the bank has booked last. */
function lastBooked(ledgerFile: string): number {
  const ledger = new DatabaseSync(ledgerFile, { readOnly: true });
  try {
    return Number(ledger.prepare('SELECT coalesce(max(number), 0) AS last FROM charges').get()?.last);
  } finally {
    ledger.close();
  }
}

async function configureRedis(url: string, setting: string, value: string): Promise<void> {
  const { port, password } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.setTimeout(2_000, () => socket.destroy(new Error('Redis does not answer')));
  await once(socket, 'connect');
  socket.end(`AUTH ${password}\r\nCONFIG SET ${setting} ${value}\r\nQUIT\r\n`);
  socket.resume();
  await once(socket, 'close');
}
