// Marks are data about a text, never a change of it.
import type { Card } from '@evenkeel/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { marked, withMatches } from '../src/highlight.ts';

const card = (name: string): Card => ({
  slug: 'thing',
  name,
  tagline: 'A thing',
  picture: 'thing',
  tile: 0,
  category: { slug: 'things', name: 'Things' },
  price: null,
  rating: null,
});
const matchedIn = (name: string, texts: string[], ...words: string[]) =>
  withMatches([{ card: card(name), texts }], words)[0]?.matched;

test('the pieces of any text are that text, and never empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (text, words) => {
      const pieces = marked(text, new Set(words));
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      expect(pieces.every((piece) => piece.text !== '')).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('whole words are marked, in any of their forms, whatever the accents and capitals', () => {
  expect(matchedIn('LAPTOPS and a laptop bag, Läptop', [], 'laptop')?.name).toEqual([
    { text: 'LAPTOPS', hit: true },
    { text: ' and a ', hit: false },
    { text: 'laptop', hit: true },
    { text: ' bag, ', hit: false },
    { text: 'Läptop', hit: true },
  ]);
});

test('what a word means here is marked as well', () => {
  expect(matchedIn('Laptop', [], 'notebook')?.name).toEqual([{ text: 'Laptop', hit: true }]);
});

test('the sentence with most of the words is quoted', () => {
  const texts = ['It is red. It is large and red.', 'Colour red. Size large'];
  expect(
    matchedIn('Thing', texts, 'red', 'large')
      ?.snippet?.map(({ text }) => text)
      .join(''),
  ).toBe('It is large and red.');
});

test('without any of the words nothing is quoted', () => {
  expect(matchedIn('Red thing', ['It is small.'], 'red')?.snippet).toBeNull();
});

test('markup in a text stays text', () => {
  const name = '<b onload="alert(1)">red</b>';
  const pieces = matchedIn(name, [], 'red')?.name ?? [];
  expect(pieces.map(({ text }) => text).join('')).toBe(name);
  expect(pieces.filter(({ hit }) => hit)).toEqual([{ text: 'red', hit: true }]);
});

test('a long sentence is cut at a space', () => {
  const snippet = matchedIn('Thing', [`red ${'word '.repeat(100)}`], 'red')?.snippet ?? [];
  const text = snippet.map((piece) => piece.text).join('');
  expect(text.length).toBeLessThanOrEqual(200);
  expect(text).toMatch(/ word …$/);
});
