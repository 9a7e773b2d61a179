// The built shop as it runs: `next start` on a free port.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { vi } from 'vitest';
import { next } from './next-cli.ts';

export interface RunningShop {
  readonly url: string;
  /** What it wrote so far. */
  output(): string;
  stop(): Promise<void>;
}

export async function runningShop(env: Readonly<Record<string, string>>): Promise<RunningShop> {
  const port = await freePort();
  const shop = start(port, env);
  const url = `http://127.0.0.1:${port}`;
  const lives = async () => (await fetch(`${url}/health/live`).catch(() => undefined))?.ok;
  await vi.waitUntil(async () => shop.process.exitCode !== null || (await lives()), { timeout: 20_000 });
  if (shop.process.exitCode !== null) throw new Error(`the shop did not start:\n${shop.output()}`);
  const stop = async () => {
    shop.process.kill();
    await shop.ended;
  };
  return { url, output: shop.output, stop };
}

/** Starts with settings that must not work; what it said and its exit code. */
export async function failingStart(env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }> {
  const shop = start(await freePort(), env);
  return { code: await shop.ended, output: shop.output() };
}

const start = (port: number, env: Readonly<Record<string, string>>) =>
  next(['start', '-p', String(port), '-H', '127.0.0.1'], env);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
