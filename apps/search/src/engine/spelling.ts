// What a misspelt query was meant to be: each word becomes the nearest word of what was found.
import { distance } from 'fastest-levenshtein';
import { folded, wordsOf } from '../words.ts';

/**
 * The query with its words bent to those that stand in `texts`; undefined when none had to be bent. Distances as
 * Elasticsearch's AUTO allows them: one wrong letter from three letters on, two from six on.
 */
export function corrected(words: readonly string[], texts: readonly string[]): string | undefined {
  const known = [...new Set(texts.flatMap(lettersOf))];
  const bent = words.map((word) => nearest(word, known) ?? word);
  return bent.some((word, index) => word !== words[index]) ? bent.join(' ') : undefined;
}

const lettersOf = (text: string): string[] => wordsOf(text).flatMap((word) => folded(word).split(/[^\p{L}\p{N}]+/u));

function nearest(word: string, known: readonly string[]): string | undefined {
  const allowed = word.length < 3 ? 0 : word.length < 6 ? 1 : 2;
  let best: { readonly word: string; readonly away: number } | undefined;
  for (const other of known) {
    // A form of the same word is not a mistake: "headphone" and "headphones".
    if (other === word || other === `${word}s` || word === `${other}s`) return word;
    if (other.charAt(0) !== word.charAt(0) || Math.abs(other.length - word.length) > allowed + 1) continue;
    const away = distance(word, other);
    // A letter that has moved by one place counts as one mistake for the engine, and as two here.
    if (away <= allowed + 1 && (best === undefined || away < best.away)) best = { word: other, away };
  }
  return best?.word;
}
