// Which parts of a hit are what was looked for: as data, pieces of the text that say of themselves whether they matched. There
// is no markup in it, so none can come out of a product's text or of a query.
import type { Card, HitText, SearchHit } from '@evenkeel/contracts';
import { alternativesOf } from './synonyms.ts';
import { folded, singular } from './words.ts';

/** A card with the long texts of its product, which are searched but not shown in whole. */
export interface FoundCard {
  readonly card: Card;
  readonly texts: readonly string[];
}

/** Characters of a snippet; a sentence that is longer is cut. */
const longestSnippet = 200;

/** The cards with their matches; without words, nothing was looked for and nothing is marked. */
export function withMatches(found: readonly FoundCard[], words: readonly string[]): SearchHit[] {
  if (words.length === 0) return found.map(({ card }) => card);
  const wanted = new Set(alternativesOf(words).flat().flatMap(tokensOf).map(singular));
  return found.map(({ card, texts }) => ({
    ...card,
    matched: { name: marked(card.name, wanted), snippet: snippetOf(texts, wanted) },
  }));
}

/** The sentence with most of the words, the first of equals; null when none has any. */
function snippetOf(texts: readonly string[], wanted: ReadonlySet<string>): HitText | null {
  let best: HitText | null = null;
  let most = 0;
  for (const sentence of texts.flatMap((text) => text.split(/(?<=[.!?])\s+/))) {
    const pieces = marked(cut(sentence), wanted);
    const words = new Set(pieces.filter(({ hit }) => hit).map(({ text }) => singular(folded(text)))).size;
    if (words > most) [best, most] = [pieces, words];
  }
  return best;
}

/** The pieces of `text`, in order: together they are the text, character by character. */
export function marked(text: string, wanted: ReadonlySet<string>): HitText {
  const pieces: HitText = [];
  for (const [piece] of text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)) {
    const hit = wanted.has(singular(folded(piece)));
    const last = pieces.at(-1);
    if (last && last.hit === hit) last.text += piece;
    else pieces.push({ text: piece, hit });
  }
  return pieces;
}

/** At a space, so that no letter is torn apart. */
function cut(sentence: string): string {
  if (sentence.length <= longestSnippet) return sentence;
  const end = sentence.lastIndexOf(' ', longestSnippet - 2);
  return `${sentence.slice(0, Math.max(end, 0))} …`;
}

const tokensOf = (text: string): string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
