// The matrix judges what it sees by what is declared, and what is declared leaves nothing out.
import { catalogue } from '@evenkeel/catalogue';
import { searchWords, sectionStates, sources } from '@evenkeel/contracts';
import { partNames } from '@evenkeel/platform';
import { expect, test } from 'vitest';
import { choice } from '../src/matrix/choice.ts';
import { documentOf } from '../src/matrix/document.ts';
import { rows } from '../src/matrix/expectations.ts';
import { allLive, type Expected, expectedOf } from '../src/matrix/expected.ts';
import { faults } from '../src/matrix/faults.ts';
import { judge } from '../src/matrix/judge.ts';
import type { SeenPage, SeenSection } from '../src/matrix/observe.ts';
import { pageOf, sectionsOf, type ViewName, viewNames } from '../src/matrix/pages.ts';
import { shortMatrix, slipCell, wholeMatrix } from '../src/matrix/run.ts';
import { slipOf } from '../src/matrix/slip.ts';

const [product] = catalogue().products;
if (!product) throw new Error('the catalogue is empty');

test('every part of the shop fails with every fault, once', () => {
  for (const name of partNames) {
    const its = rows.filter(({ parts }) => parts.join() === name).flatMap((row) => row.faults ?? faults);
    expect(its.toSorted(), name).toEqual(faults.toSorted());
  }
});

test('every view of every row expects something of every section', () => {
  for (const row of rows)
    for (const view of viewNames) {
      const expected = expectedOf(row, view);
      if (expected.status !== 200) continue;
      expect(Object.keys(expected.sections)).toEqual([...sectionsOf[pageOf(view)]]);
      for (const shown of Object.values(expected.sections)) {
        const [state, source = 'none'] = shown.split(' ');
        expect(sectionStates).toContain(state);
        expect(sources).toContain(source);
      }
    }
});

test('the short form is part of the whole', () => {
  for (const trial of shortMatrix.trials) expect(wholeMatrix.trials).toContainEqual(trial);
  expect(shortMatrix.trials.length).toBeGreaterThan(0);
});

const section = (facts: Partial<SeenSection> = {}): SeenSection => ({
  state: 'live',
  source: 'service',
  ageMs: null,
  tier: null,
  quality: null,
  text: `${product.name} $${(product.priceCents / 100).toLocaleString('en-US')}`,
  ...facts,
});

const page = (sections: SeenPage['sections'], facts: Partial<SeenPage> = {}): SeenPage => ({
  status: 200,
  sections,
  system: 'normal',
  banner: '',
  text: `${product.name} Add to cart Order and pay $999`,
  links: [],
  inGateway: { tookMs: 12, limitMs: 400 },
  tookMs: 20,
  ...facts,
});

const degraded = { system: 'degraded', banner: 'Some features are temporarily limited.' } as const;
const best = { source: 'elasticsearch', quality: 'high' };

/** A page on which everything is live, with exceptions. */
function seen(view: ViewName, exceptions: SeenPage['sections'] = {}, facts: Partial<SeenPage> = {}): SeenPage {
  const live = sectionsOf[pageOf(view)].map((name) => [
    name,
    section(name === 'results' || name === 'facets' ? best : view === 'home returning' ? { source: 'personal' } : {}),
  ]);
  return page({ ...Object.fromEntries(live), ...exceptions }, facts);
}

const flaws = (view: ViewName, expected: Expected, what: SeenPage): string[] =>
  judge(view, expected, what, product)
    .filter(({ holds }) => !holds)
    .map((verdict) => verdict.section);

test('a page on which everything is live holds, on each page of the shop', () => {
  for (const view of viewNames) expect(flaws(view, allLive(view), seen(view)), view).toEqual([]);
});

test('a section in another state than declared is seen, and so is one that is not there', () => {
  const view = 'category seen';
  const stale = section({ state: 'stale', source: 'cache', ageMs: 3_000, tier: 'fresh' });
  expect(flaws(view, allLive(view), seen(view, { products: stale }))).toEqual(['products']);
  expect(flaws(view, allLive(view), page({ categories: section() }))).toEqual(['products']);
});

test('the source is looked at where it is part of the promise', () => {
  const view = 'home returning';
  expect(flaws(view, allLive(view), seen(view, { recommendations: section({ source: 'bestsellers' }) }))).toEqual([
    'recommendations',
  ]);
});

test('a copy without an age, too young, or of another tier is no copy', () => {
  const view = 'category seen';
  const expected = expectedOf({ shows: { [view]: { products: 'stale' } } }, view);
  const copy = (facts: Partial<SeenSection>) =>
    seen(
      view,
      { products: section({ state: 'stale', source: 'cache', ageMs: 3_000, tier: 'fresh', ...facts }) },
      degraded,
    );
  expect(flaws(view, expected, copy({}))).toEqual([]);
  for (const wrong of [{ ageMs: null }, { ageMs: 100 }, { tier: 'degraded' }, { source: 'service' }])
    expect(flaws(view, expected, copy(wrong)), JSON.stringify(wrong)).toEqual(['products']);
});

test('what is missing says so in the words fixed for it, and the page does, too', () => {
  const view = 'product never';
  const expected = expectedOf({ shows: { [view]: { reviews: 'unavailable' } } }, view);
  const missing = (text: string, facts: Partial<SeenPage> = degraded) =>
    seen(view, { reviews: section({ state: 'unavailable', source: 'none', text }) }, facts);
  expect(flaws(view, expected, missing('Reviews are temporarily unavailable'))).toEqual([]);
  expect(flaws(view, expected, missing(''))).toEqual(['reviews']);
  expect(flaws(view, expected, missing('Reviews are temporarily unavailable', {}))).toEqual(['system', 'words']);
});

test('a wrong name, a wrong price and a missing button are seen on a page whose states are right', () => {
  const view = 'product seen';
  const wrong = seen(
    view,
    { product: section({ text: 'undefined' }), price: section({ text: '$0.00' }) },
    { text: '' },
  );
  expect(flaws(view, allLive(view), wrong)).toEqual(['add to cart', 'product', 'price']);
});

test('a search says how good it is, finds what it was asked for, and offers categories when it is poor', () => {
  const view = 'search never';
  const expected = expectedOf(
    { shows: { [view]: { results: 'fallback database', facets: 'fallback database' } } },
    view,
  );
  const medium = (facts: Partial<SeenSection>, links: readonly string[] = ['/categories/audio']) => {
    const text = `Search may be slower than usual ${product.name}`;
    const results = section({ state: 'fallback', source: 'database', quality: 'medium', text, ...facts });
    const facets = section({ state: 'fallback', source: 'database' });
    return seen(view, { results, facets }, { ...degraded, links });
  };
  expect(flaws(view, expected, medium({}))).toEqual([]);
  expect(flaws(view, expected, medium({ quality: 'high' }))).toEqual(['results']);
  expect(flaws(view, expected, medium({ text: product.name }))).toEqual(['results']);
  expect(flaws(view, expected, medium({ text: 'Search may be slower than usual' }))).toEqual(['results']);
  expect(flaws(view, expected, medium({}, ['/cart']))).toEqual(['ways on']);
});

test('a page of the gateway that took longer than it may is seen', () => {
  const view = 'cart seen';
  const late = seen(view, {}, { inGateway: { tookMs: 600, limitMs: 400 } });
  expect(flaws(view, allLive(view), late)).toEqual(['deadline']);
});

test('no page is no answer, or an answer that is not the shop', () => {
  const nobody = page({}, { status: 'no answer', system: null });
  const somebody = page({}, { status: 200, system: null });
  expect(flaws('home seen', { status: 'no page' }, nobody)).toEqual([]);
  expect(flaws('home seen', { status: 'no page' }, somebody)).toEqual([]);
  expect(flaws('home seen', { status: 'no page' }, seen('home seen'))).toEqual(['page']);
  expect(flaws('home seen', allLive('home seen'), nobody)).toEqual(['page']);
});

test('the command line chooses parts, faults and pages, and refuses what it does not know', () => {
  const chosen = choice(['--part', 'review', '--fault', 'slow', '--page', 'home', '--json']);
  expect(chosen).toMatchObject({ json: true, isWhole: false, pages: ['home'], walks: [] });
  expect('trials' in chosen && chosen.trials.map(({ row, fault }) => [row.parts.join(), fault])).toEqual([
    ['review', 'slow'],
  ]);
  expect(choice([])).toMatchObject({ isWhole: true, trials: wholeMatrix.trials });
  expect(choice(['--part', 'ladder-of-search'])).toMatchObject({ trials: [], walks: ['killed', 'hung'] });
  expect(choice(['--part', 'nobody'])).toHaveProperty('mistake');
  expect(choice(['--attach', '--fault', 'garbage'])).toHaveProperty('mistake');
  expect(choice(['--attach'])).toMatchObject({ isWhole: false, walks: ['killed', 'hung'] });
});

test('the document has one table a page, and says what does not hold', () => {
  const [row] = rows;
  if (!row) throw new Error('there is no row');
  const cell = { part: 'review', fault: 'killed', section: 'reviews', expected: 'stale', seen: 'live' };
  const naive = { product: '500', home: 'hangs', category: '200', cart: '500' } as const;
  const trial = { row, fault: 'killed' as const, slowestMs: 80, recoveryMs: 4_200, looks: 52, slips: [], naive };
  const cells = viewNames.map((page) => ({ ...cell, page, holds: page !== 'product seen' }));
  const text = documentOf({ trials: [{ ...trial, cells }], walks: [], cells });
  expect(text.match(/^## .*/gm)).toHaveLength(10);
  expect(text).toContain('| `review` | seen | · | · | · | stale | · | stale | · | **no** |');
  expect(text).toContain('| `review` | never | · | · | · | unavailable | · | unavailable | · | yes |');
  expect(text).toContain('80 ms, 4.2 s');
  expect(text).toContain('product cart: 500; home: hangs');
  expect(text).toContain('It showed 1 of\n4 pages.');
});

test('a healthy part that was late once is no flaw where the page says so, and only there', () => {
  const view = 'search never';
  const medium = (facts: Partial<SeenSection> = {}) =>
    section({
      ...{ state: 'fallback', source: 'database', quality: 'medium' },
      text: `Search may be slower than usual ${product.name}`,
      ...facts,
    });
  const late = (facts: Partial<SeenSection> = {}, page: Partial<SeenPage> = {}) =>
    seen(view, { results: medium(facts), facets: medium() }, { ...degraded, links: ['/categories/audio'], ...page });
  expect(slipOf(view, allLive(view), late(), product)).toBe(
    'search never: results fallback database, facets fallback database',
  );
  expect(slipOf(view, allLive(view), seen(view), product)).toBeNull();
  // It does not say so, finds something else, is too late, or offers no way on.
  expect(slipOf(view, allLive(view), late({}, { system: 'normal', banner: '' }), product)).toBeNull();
  expect(slipOf(view, allLive(view), late({ text: 'Search may be slower than usual' }), product)).toBeNull();
  expect(slipOf(view, allLive(view), late({}, { inGateway: { tookMs: 900, limitMs: 400 } }), product)).toBeNull();
  expect(slipOf(view, allLive(view), late({}, { links: [] }), product)).toBeNull();
  // Nothing is no rung lower, and what the fault is about has one rung only.
  const none = section({ state: 'unavailable', source: 'none', quality: 'none', text: searchWords.none.bold });
  expect(slipOf(view, allLive(view), seen(view, { results: none, facets: none }, degraded), product)).toBeNull();
  const broken = expectedOf({ shows: { [view]: { results: 'fallback cache', facets: 'unavailable' } } }, view);
  expect(slipOf(view, broken, late(), product)).toBeNull();
});

test('slips are counted: one in two hundred looks, and no more', () => {
  const trial = (looks: number, slips: number) => ({
    looks,
    slips: Array.from({ length: slips }, () => 'search never'),
  });
  expect(slipCell([trial(40, 1)], 0.005).holds).toBe(true);
  expect(slipCell([trial(40, 1), trial(40, 1)], 0.005).holds).toBe(false);
  expect(slipCell([trial(800, 4)], 0.005)).toMatchObject({ holds: true, seen: '4 of 800 looks' });
  expect(slipCell([trial(800, 5)], 0.005).holds).toBe(false);
});
