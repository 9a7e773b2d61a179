// The shop's front as it runs: `next build` when something changed, then `next start` on a free port.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const room = join(import.meta.dirname, '..');
const next = join(room, 'node_modules/next/dist/bin/next');
const sources = ['src', 'public', 'next.config.ts', 'package.json', '../../packages/contracts/src'];

export interface RunningShop {
  readonly url: string;
  /** Everything it wrote so far. */
  output(): string;
  stop(): Promise<void>;
}

export async function runningShop(env: Readonly<Record<string, string>>): Promise<RunningShop> {
  await buildIfChanged();
  const port = await freePort();
  const child = start(['start', '-p', String(port), '-H', '127.0.0.1'], env);
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/health/live`, child);
  return {
    url,
    output: child.output,
    stop: async () => {
      child.process.kill();
      await child.ended;
    },
  };
}

/** Starts with settings that must not work; what it said and its exit code. */
export async function failingStart(env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> {
  await buildIfChanged();
  const child = start(['start', '-p', String(await freePort()), '-H', '127.0.0.1'], env);
  return { code: await child.ended, output: child.output() };
}

async function buildIfChanged(): Promise<void> {
  const built = join(room, '.next/BUILD_ID');
  if (existsSync(built) && sources.every((source) => newest(join(room, source)) < statSync(built).mtimeMs)) return;
  const build = start(['build'], {});
  if ((await build.ended) !== 0) throw new Error(`next build failed:\n${build.output()}`);
}

/** Time of the last change at or below `path`, ms since 1970. */
function newest(path: string): number {
  const inside: Dirent[] = statSync(path).isDirectory() ? readdirSync(path, { withFileTypes: true }) : [];
  return Math.max(statSync(path).mtimeMs, ...inside.map(({ name }) => newest(join(path, name))));
}

interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<number>;
  output(): string;
}

function start(args: readonly string[], env: Readonly<Record<string, string>>): Child {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [next, ...args], {
    cwd: room,
    env: { PATH, HOME, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'exit').then(([code]) => Number(code ?? -1));
  return { process: child, ended, output: () => output };
}

async function answering(url: string, child: Child): Promise<void> {
  const limit = AbortSignal.timeout(20_000);
  let gone = false;
  void child.ended.then(() => {
    gone = true;
  });
  while (!limit.aborted && !gone) {
    const answer = await fetch(url, { signal: limit }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the shop did not start:\n${child.output()}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
