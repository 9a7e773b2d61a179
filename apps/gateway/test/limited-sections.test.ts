import type { SectionState } from '@evenkeel/contracts';
import { expect, test } from 'vitest';
import { limitedSections } from '../src/limited-sections.ts';

let time = 0;
const limited = limitedSections(() => time);
const show = (name: string, state: SectionState) =>
  limited.observe('search', name, {
    section: { state, source: 'none', ageMs: null, tier: null, message: null, reason: null, tookMs: 1, data: null },
    why: 'none',
  });

test('a section is limited from the first look that is not live to the next that is, or for a minute', () => {
  show('results', 'fallback');
  show('facets', 'live');
  expect(limited.list()).toEqual([{ name: 'search.results', state: 'fallback' }]);
  show('results', 'live');
  expect(limited.list()).toEqual([]);
  show('facets', 'unavailable');
  time += 59_000;
  expect(limited.list()).toEqual([{ name: 'search.facets', state: 'unavailable' }]);
  time += 2_000;
  expect(limited.list()).toEqual([]);
});
