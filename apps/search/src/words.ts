// A query as the words that are looked for.
import { limits } from './policy.ts';

/** Lower case, accents gone: "Café" and "cafe" are one word, as they are for the engine. */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a query, each once; what has neither letter nor digit is none. */
export function wordsOf(query: string): string[] {
  const words = folded(query)
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, limits.words);
}
