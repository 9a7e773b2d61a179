import { expect, test } from 'vitest';
import { statusLines, systemOf } from '../src/status-words.ts';

const parts = ['search.find', 'review.texts'].map((name) => ({ name, works: true }));

test('a search that steps down is limited, although the service that does it is well', () => {
  const health = { reachable: true, parts, limitedSections: ['search.results'] } as const;
  expect(statusLines(health).filter(({ works }) => !works)).toEqual([
    { what: 'Search', works: false, words: 'Temporarily limited' },
  ]);
  expect(systemOf(health)).toBe('degraded');
  expect(systemOf({ ...health, limitedSections: [] })).toBe('normal');
});
