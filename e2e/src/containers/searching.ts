// A visitor who searches all the time, and remembers how good the answers were.
import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '@evenkeel/platform';
import { look } from '../matrix/observe.ts';
import type { TrialComposition } from './trial-composition.ts';

const pageLimitMs = 4_000;
const everyMs = 100;

export interface Searching {
  /** Waits until an answer is of this quality. In vain: says so, and what came instead. */
  reaches(quality: 'high' | 'medium', limitMs: number): Promise<string[]>;
  /** Every page that was no answer: of another status, or without any product. */
  end(): Promise<string[]>;
}

/** Searches for `words`, one page after the other, until told to end. */
export function searching({ shop }: TrialComposition, words = 'headphones'): Searching {
  const wrong: string[] = [];
  let last = 'nothing yet';
  let ended = false;
  const search = async () => {
    while (!ended) {
      const { status, sections, links, tookMs } = await look(
        `${shop.platform.url('web')}/search?q=${words}`,
        pageLimitMs,
      );
      last = sections.results?.quality ?? String(status);
      if (status !== 200) wrong.push(`a search was answered with ${status} after ${tookMs.toFixed(0)} ms`);
      else if (!links.some((link) => link.startsWith('/products/')))
        wrong.push(`a search of quality ${last} found nothing`);
      await pause(everyMs);
    }
  };
  const done = search();
  return {
    async reaches(quality, limitMs) {
      last = 'nothing yet';
      const there = await waitUntil(() => last === quality, { limitMs, everyMs: 20 });
      return there ? [] : [`after ${limitMs / 1_000} s search is not ${quality}, but ${last}`];
    },
    async end() {
      ended = true;
      await done;
      return wrong;
    },
  };
}
