// What is looked for as patterns of LIKE. The texts are written as `search_words` of the product service writes them
// (apps/product/migrations/003-search-text.sql): lower case, no accents, one space between two words and at both ends.
import { folded, singular } from '../words.ts';

/** Signs that stand between words; any other is looked for as itself. */
const between = /[-/(),.;:!?"'’&+\s]+/g;

export const asContent = (text: string): string => folded(text).replace(between, ' ').trim();

/** Any part of a text, but of one or two letters, which stand in every text: these begin a word. */
export function anywhere(text: string): string[] {
  const content = asContent(text);
  const one = singular(content);
  return [
    `%${content.length <= 2 ? ' ' : ''}${escaped(content)}%`,
    // Only at the end of a word: "lens" must not find "silent".
    ...(one === content ? [] : [`%${escaped(one)} %`]),
  ];
}

/** The text as whole words. */
export const wholly = (text: string): string[] => forms(text).map((form) => `% ${escaped(form)} %`);

/** The text and its singular. */
export const forms = (text: string): string[] => [...new Set([asContent(text), singular(asContent(text))])];

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
