// The best rung: analysed words, forgiving of typos, with facets.
import type { SearchWish, Suggestions } from '@evenkeel/contracts';
import type { Found } from '../found.ts';
import { withMatches } from '../highlight.ts';
import { wordsOf } from '../words.ts';
import { type EngineAnswer, readAnswer, readNames } from './answer.ts';
import type { Engine } from './engine.ts';
import { type Strictness, searchBody, suggestBody } from './query.ts';
import { corrected } from './spelling.ts';

/** Time for suggestions, in ms: a person types on meanwhile. */
const suggestMs = 80;

/** Shorter than a healthy engine may take on a busy machine: given up like this it counts for nobody, and opens no breaker of searches. */
async function forAMoment<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), suggestMs);
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } finally {
    clearTimeout(timer);
  }
}

export function engineSearch(engine: Engine, alias: string) {
  return {
    /** @throws when the engine does not answer, or has no index yet */
    async find(wish: SearchWish, signal: AbortSignal): Promise<Found> {
      const words = wordsOf(wish.q);
      const ask = async (strictness: Strictness): Promise<EngineAnswer> => {
        const body = searchBody(wish, words, strictness);
        return readAnswer(
          await engine.ask((client, asked) => client.search({ index: alias, ...body }, { signal: asked }), { signal }),
          wish,
        );
      };
      const exact = await ask('exact');
      if (exact.fitting > 0 || words.length === 0) return marked(exact, words);
      const bent = await ask('forgiving');
      if (bent.fitting === 0) return marked(exact, words);
      const correctedTo = corrected(words, bent.texts);
      return { ...marked(bent, correctedTo === undefined ? words : wordsOf(correctedTo)), correctedTo };
    },

    /** Names that begin as the query does; none while the engine does not answer. */
    async suggest(query: string, signal: AbortSignal): Promise<Suggestions> {
      const words = wordsOf(query);
      if (words.length === 0) return { items: [] };
      const body = suggestBody(words.join(' '));
      const answer = await forAMoment(signal, (moment) =>
        engine.ask((client, asked) => client.search({ index: alias, ...body }, { signal: asked }), { signal: moment }),
      );
      return { items: readNames(answer) };
    },
  };
}

const marked = ({ found, total, facets }: EngineAnswer, words: readonly string[]): Found => ({
  total,
  facets,
  items: withMatches(found, words),
});
