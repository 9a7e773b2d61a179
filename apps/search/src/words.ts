// A query as the words that are looked for.
import { searchLimits } from '@evenkeel/contracts';
import { limits } from './policy.ts';

/** Accents, not the vowels and voices that some scripts write as marks. */
const accents = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
/** Letters that are no accented others, and are typed as these where a keyboard lacks them. */
const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ð: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
};

/** Lower case, accents gone: "Café" and "cafe" are one word, as they are for the engine. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[øđłðıæœßþ]/g, (letter) => letters[letter] ?? letter);

/** The words of a query, each once; what has neither letter nor digit is none. */
export function wordsOf(query: string): string[] {
  // Folding may make six letters of one sign: what is looked for is as long as what may be asked for.
  const words = folded(query)
    .slice(0, searchLimits.queryLength)
    .toWellFormed()
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
  const telling = words.filter((word) => !fillers.has(word));
  return [...new Set(telling.length > 0 ? telling : words)].slice(0, limits.words);
}

/** Words that stand in every text and say nothing about a product: "a mouse for the office" is about a mouse and an office. */
const fillers = new Set('a an and any at by for from i in is it me my of on or that the this to with'.split(' '));

/** Of a word in lower case; what only looks like a plural ("lens") loses its s, too, which is for the caller to bear in mind. */
export function singular(word: string): string {
  if (/.{2}ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return /.{2}[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}
