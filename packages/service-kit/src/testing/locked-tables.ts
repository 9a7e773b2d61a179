// Locks each table of a service in turn, and looks which of its answers need it.
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';
import type { ServiceProcess } from './service-process.ts';
import { lockTable } from './table-lock.ts';

export interface LockTrial {
  readonly database: { readonly primaryUrl: string };
  readonly service: ServiceProcess;
  /** Each path that is asked for, and the tables that its answer needs. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly table: string;
  /** How long the lock stays, in ms. */
  readonly holdMs: number;
}

/** An answer of a table that nobody locks takes some ms; one that was held up took a lock's patience at least. */
const usualMs = 80;

/** While `table` is locked, what needs it is a 503 and everything else is answered, as fast as usual, to the end. */
export async function expectOnlyNeeds({ database, service, needs, table, holdMs }: LockTrial): Promise<void> {
  const paths = Object.keys(needs);
  const unneeded = paths.filter((path) => !needs[path]?.includes(table));
  const statusOf = async (path: string) => (await service.get(path)).status;
  const allWell = () =>
    eventually(async () => {
      for (const path of [...paths, '/health/ready']) expect(await statusOf(path), path).toBe(200);
    }, 15_000);

  await allWell();
  const lock = await lockTable(database, table);
  try {
    const tookMs: number[] = [];
    const until = performance.now() + holdMs;
    while (performance.now() < until) {
      // All at the same moment, as a page asks: who is held up must not hold up the others.
      const statuses = await Promise.all(
        paths.map(async (path) => {
          const startedAt = performance.now();
          const status = await statusOf(path);
          if (unneeded.includes(path)) tookMs.push(performance.now() - startedAt);
          return [path, status];
        }),
      );
      const expected = paths.map((path) => [path, unneeded.includes(path) ? 200 : 503]);
      expect(Object.fromEntries(statuses)).toEqual(Object.fromEntries(expected));
      expect(await statusOf('/health/ready')).toBe(200);
      await pause(100);
    }
    // Half of them: who is held up by a lock is so every time, and on a busy machine some are late for reasons of their own.
    if (tookMs.length > 0) expect(tookMs.sort((a, b) => a - b)[Math.floor(tookMs.length / 2)]).toBeLessThan(usualMs);
  } finally {
    await lock.release();
  }
  await allWell();
}
