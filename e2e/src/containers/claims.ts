// Claims about the shop in containers: each is a sentence and what must be true for it, looked at once. A claim that does not hold
// says what was seen, and the next one has its turn.
import type { Count } from '../npm-test/count.ts';

export interface Claims {
  /** `look` answers what is wrong, in words; nothing when all is well. A rejection is a failure, too. */
  claim(sentence: string, look: () => Promise<readonly string[]>): Promise<void>;
  /** Counts what something else has counted. */
  add(sentence: string, count: Count): void;
  count(): Count;
}

export function claims(log: (line: string) => void): Claims {
  let count: Count = { passed: 0, failed: 0, skipped: 0 };
  return {
    async claim(sentence, look) {
      const wrong = await look().catch((error: unknown) => [error instanceof Error ? error.message : String(error)]);
      if (wrong.length === 0) {
        count = { ...count, passed: count.passed + 1 };
        log(`ok   ${sentence}`);
        return;
      }
      count = { ...count, failed: count.failed + 1 };
      log(`FAIL ${sentence}`);
      for (const line of wrong.slice(0, 20)) log(`       ${line}`);
    },
    add(sentence, more) {
      const { passed, failed, skipped } = count;
      count = { passed: passed + more.passed, failed: failed + more.failed, skipped: skipped + more.skipped };
      log(`${more.failed === 0 ? 'ok  ' : 'FAIL'} ${sentence}: ${more.passed} passed, ${more.failed} failed`);
    },
    count: () => count,
  };
}
