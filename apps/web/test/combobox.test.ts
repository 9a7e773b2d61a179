// The list of suggestions without a browser: what each key means, and what is shown and chosen after it.
import { describe, expect, test } from 'vitest';
import { type Combobox, changed, noSuggestions } from '../src/components/search/combobox.ts';
import { type Meaning, meaningOf } from '../src/components/search/combobox-keys.ts';

const items = ['Keyboard', 'Keyboard Kelp', 'Keyboard Reed'];
const open: Combobox = { items, open: true, active: null };
const closed: Combobox = { items, open: false, active: null };
const at = (active: number): Combobox => ({ items, open: true, active });

describe('an answer', () => {
  test('opens the list, with nothing chosen for anybody', () => {
    expect(changed(noSuggestions, { kind: 'found', items })).toEqual(open);
    expect(changed(at(2), { kind: 'found', items: ['Mouse'] })).toEqual({ items: ['Mouse'], open: true, active: null });
  });

  test('without suggestions leaves no list', () => {
    expect(changed(at(1), { kind: 'found', items: [] })).toEqual(noSuggestions);
  });
});

test('the arrows go round, and open a closed list', () => {
  const next = (box: Combobox) => changed(box, { kind: 'next' }).active;
  const previous = (box: Combobox) => changed(box, { kind: 'previous' }).active;
  expect([next(open), next(at(0)), next(at(2))]).toEqual([0, 1, 0]);
  expect([previous(open), previous(at(2)), previous(at(0))]).toEqual([2, 1, 2]);
  expect(changed(closed, { kind: 'next' })).toEqual(at(0));
  expect(changed(closed, { kind: 'show' })).toEqual(open);
  for (const kind of ['next', 'previous', 'show'] as const)
    expect(changed(noSuggestions, { kind })).toBe(noSuggestions);
});

test('typing on chooses nothing, and forgets a list that is closed', () => {
  expect(changed(at(1), { kind: 'typed' })).toEqual(open);
  expect(changed(closed, { kind: 'typed' })).toEqual(noSuggestions);
});

test('closing keeps what was found for the arrows, and a moving caret only gives up the choice', () => {
  expect(changed(at(1), { kind: 'close' })).toEqual(closed);
  expect(changed(at(1), { kind: 'text' })).toEqual(open);
});

describe('a key', () => {
  const means = (key: string, box: Combobox, text = 'keyb'): Meaning | null => meaningOf(pressed(key), box, text);

  test.each<[string, Combobox, Meaning | null]>([
    ['ArrowDown', open, 'next'],
    ['ArrowDown', closed, 'next'],
    ['ArrowDown', noSuggestions, null],
    ['ArrowUp', open, 'previous'],
    ['ArrowUp', noSuggestions, null],
    ['Enter', at(1), 'take'],
    ['Enter', open, 'search'],
    ['Enter', noSuggestions, 'search'],
    ['Escape', at(1), 'close'],
    ['Escape', closed, 'clear'],
    ['Home', at(1), 'text'],
    ['End', at(1), 'text'],
    ['ArrowLeft', at(1), 'text'],
    ['Home', open, null],
    ['Tab', at(1), null],
    ['k', at(1), null],
    ['Alt+ArrowDown', closed, 'show'],
    ['Alt+ArrowDown', open, null],
    ['Alt+ArrowUp', at(1), 'close'],
    ['Shift+ArrowDown', open, null],
    ['Shift+Home', at(1), 'text'],
    ['Control+Enter', at(1), null],
  ])('%s over %j means %s', (key, box, meaning) => {
    expect(means(key, box)).toBe(meaning);
  });

  test('Escape in an empty field is left to the page', () => {
    expect(means('Escape', noSuggestions, '')).toBeNull();
  });
});

/** `Alt+ArrowDown` as the browser tells it. */
function pressed(keys: string) {
  const held = keys.split('+');
  const key = held.pop() ?? '';
  const [altKey, ctrlKey, metaKey, shiftKey] = ['Alt', 'Control', 'Meta', 'Shift'].map((name) => held.includes(name));
  return { key, altKey: !!altKey, ctrlKey: !!ctrlKey, metaKey: !!metaKey, shiftKey: !!shiftKey };
}
