// Visitors as they are: each asks, reads for a while, and asks again. They begin one after the other, as people do not come in step.
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { percentile } from './figures.ts';
import type { Measured } from './load.ts';

export interface PacedLoad {
  /** Of the server, without a slash at the end. */
  readonly url: string;
  /** Asked for in turn; each visitor begins at another one. */
  readonly paths: readonly string[];
  readonly visitors: number;
  readonly seconds: number;
  /** From one question of a visitor to the next, in ms. A late answer delays the next question. */
  readonly everyMs: number;
  /** Told the body of every answer. */
  readonly onBody?: (body: string) => void;
}

/** How long a visitor waits for an answer, in ms. */
const patienceMs = 10_000;

export async function visit({ url, paths, visitors, seconds, everyMs, onBody }: PacedLoad): Promise<Measured> {
  const agent = new Agent({ connections: visitors });
  const end = performance.now() + seconds * 1_000;
  const times: number[] = [];
  let failed = 0;
  let timeouts = 0;

  const ask = async (path: string) => {
    const began = performance.now();
    try {
      const { statusCode, body } = await request(url + path, {
        dispatcher: agent,
        signal: AbortSignal.timeout(patienceMs),
      });
      onBody?.(await body.text());
      if (statusCode >= 300) failed++;
    } catch (error) {
      failed++;
      if (error instanceof Error && error.name === 'TimeoutError') timeouts++;
    }
    times.push(performance.now() - began);
  };

  const one = async (visitor: number) => {
    await pause((visitor * everyMs) / visitors);
    for (let turn = Math.floor((visitor * paths.length) / visitors); performance.now() < end; turn++) {
      const next = performance.now() + everyMs;
      await ask(paths[turn % paths.length] ?? '/');
      await pause(Math.max(0, next - performance.now()));
    }
  };
  await Promise.all(Array.from({ length: visitors }, (_, visitor) => one(visitor)));
  await agent.close();
  return {
    perSecond: (times.length - failed) / seconds,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    requests: times.length,
    failed,
    timeouts,
  };
}
