import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  /** Gives up after so many ms. */
  readonly limitMs: number;
  /** ms between two looks; 25 by default. */
  readonly everyMs?: number;
}

/**
 * Looks until what it sees is true, or not nothing, and answers that. At the limit it answers what the last look saw,
 * so a falsy answer means: not in time. Errors of the look pass through.
 */
export async function waitUntil<T>(look: () => T | Promise<T>, options: WaitOptions): Promise<T> {
  const end = performance.now() + options.limitMs;
  for (;;) {
    const seen = await look();
    if (seen || performance.now() >= end) return seen;
    await pause(options.everyMs ?? 25);
  }
}
