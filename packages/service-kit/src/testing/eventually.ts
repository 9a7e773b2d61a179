// Waiting for a condition, with a limit, instead of sleeping for a guess.
import { setTimeout as pause } from 'node:timers/promises';

/**
 * The first value of `look` for which it doesn't throw; asks every 20 ms.
 * @throws what `look` threw last, when it has not held within `limitMs`
 */
export async function eventually<T>(look: () => T | Promise<T>, limitMs = 8_000): Promise<T> {
  const endsAt = performance.now() + limitMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
      await pause(20);
    }
  }
}
