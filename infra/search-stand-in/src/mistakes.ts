// How far a word may be from the one that was meant: Elasticsearch's fuzziness AUTO with a prefix_length of 1.
import { distance } from 'fastest-levenshtein';

/** So many wrong letters a word may have. */
export const mistakes = (word: string): number => (word.length < 3 ? 0 : word.length < 6 ? 1 : 2);

/** The first letter is right, as it mostly is when people mistype; two swapped letters are one mistake. */
export function isNear(word: string, term: string): boolean {
  if (word === term) return true;
  if (word.charAt(0) !== term.charAt(0)) return false;
  const away = distance(word, term);
  return away <= mistakes(word) || (away === 2 && mistakes(word) === 1 && sorted(word) === sorted(term));
}

const sorted = (word: string) => [...word].sort().join('');
