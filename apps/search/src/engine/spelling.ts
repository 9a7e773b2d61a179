// What a misspelt query was meant to be: each word becomes the nearest word of what was found.
import { searchLimits } from '@evenkeel/contracts';
import { distance } from 'fastest-levenshtein';
import { knownWays } from '../synonyms.ts';
import { wordsOf } from '../words.ts';

/** The query with its words bent to those that stand in `texts`; undefined when none had to be bent. */
export function corrected(words: readonly string[], texts: readonly string[]): string | undefined {
  const known = [...new Set(texts.flatMap(lettersOf))];
  const bent = words.map((word) => nearest(word, known) ?? wayNear(word) ?? word);
  const query = bent.join(' ');
  // A correction that could not be asked for is none.
  if (query.length > searchLimits.queryLength) return undefined;
  return bent.some((word, index) => word !== words[index]) ? query : undefined;
}

/** A word that means another one here, which `word` was meant to be; one mistake at most, since it was not found anywhere. */
export const wayNear = (word: string): string | undefined =>
  knownWays.find((way) => way.charAt(0) === word.charAt(0) && mistakes(word, way) <= 1);

const lettersOf = (text: string): string[] => wordsOf(text).flatMap((word) => word.split(/[^\p{L}\p{N}]+/u));

/** Distances as Elasticsearch's AUTO allows them: one wrong letter from three letters on, two from six on. */
function nearest(word: string, known: readonly string[]): string | undefined {
  const allowed = word.length < 3 ? 0 : word.length < 6 ? 1 : 2;
  let best: { readonly word: string; readonly away: number } | undefined;
  for (const other of known) {
    // A form of the same word is not a mistake: "headphone" and "headphones".
    if (other === word || isPlural(other, word) || isPlural(word, other)) return word;
    if (other.charAt(0) !== word.charAt(0) || Math.abs(other.length - word.length) > allowed) continue;
    const away = mistakes(word, other);
    if (away <= allowed && (best === undefined || away < best.away)) best = { word: other, away };
  }
  return best?.word;
}

/** Wrong letters; two neighbours that have changed places are one mistake. */
function mistakes(word: string, other: string): number {
  const away = distance(word, other);
  return away === 2 && word.length === other.length && sorted(word) === sorted(other) ? 1 : away;
}

const sorted = (word: string) => [...word].sort().join('');

const isPlural = (many: string, one: string) => many === `${one}s` && !one.endsWith('s');
