// What copies are old when clocks leap: never younger than they are.
import { expect, test } from 'vitest';
import { type LastGoodOptions, lastGood, type SecondLevel } from '../../src/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { lever } from '../work.ts';

const minute = 60_000;
const hour = 60 * minute;
const year = 365 * 24 * hour;
const born = 1_700_000_000_000;

/** A store that holds a copy, in memory of its process. */
async function kept(options: Partial<LastGoodOptions<string>> = {}) {
  const clock = new FakeClock();
  const wall = { now: born };
  const settings = { name: 'prices', maxEntries: 3, loadDeadlineMs: 250, clock, wallClock: () => wall.now };
  const copies = lastGood<string>({ ...settings, ...options });
  await copies.load('laptop', async () => '$999');
  const leap = (monotonicMs: number, wallMs: number) => {
    clock.jump(monotonicMs);
    wall.now += wallMs;
  };
  const ageMs = async () => (await copies.copy('laptop'))?.ageMs;
  return { clock, wall, copies, leap, ageMs };
}

const textOf = (text: string): SecondLevel => ({
  get: async (key) => (key === 'laptop' ? text : undefined),
  set: async () => undefined,
});

test('a machine that sleeps, whose monotonic clock stands still: the copy is as old as the wall clock says', async () => {
  const { leap, copies } = await kept();
  leap(minute, 8 * hour);
  expect(await copies.copy('laptop')).toEqual({ value: '$999', ageMs: 8 * hour, tier: 'emergency' });
});

test('an answer from before the sleep is not shared as one of now', async () => {
  const { leap, copies } = await kept();
  leap(1, 8 * hour);
  expect(await copies.load('laptop', async () => '$899')).toBe('$899');
});

test('an answer that was asked for before the sleep is as old as its question', async () => {
  const { leap, copies, ageMs } = await kept();
  leap(5_000, 5_000);
  const answer = lever<string>();
  const loading = copies.load('laptop', () => answer.promise);
  leap(10, 8 * hour);
  answer.resolve('$899');
  await loading;
  expect(await ageMs()).toBe(8 * hour);
});

test('a wall clock that is set back makes nothing younger', async () => {
  const { leap, ageMs } = await kept();
  leap(minute, minute - hour);
  expect(await ageMs()).toBe(minute);
  leap(minute, minute);
  expect(await ageMs()).toBe(2 * minute);
});

test('what was slept through stays so when the wall clock is set back afterwards', async () => {
  const { leap, ageMs } = await kept();
  leap(minute, 20 * minute);
  expect(await ageMs()).toBe(20 * minute);
  leap(minute, minute - 10 * minute);
  expect(await ageMs()).toBe(21 * minute);
});

test('a wall clock that is set forward by a year and back: what was kept before is gone, what comes after has its true age', async () => {
  const { leap, copies, ageMs } = await kept();
  leap(0, year);
  expect(await ageMs()).toBeUndefined();
  leap(minute, minute - year);
  expect(await ageMs()).toBeUndefined();
  await copies.load('laptop', async () => '$899');
  leap(minute, minute);
  expect(await ageMs()).toBe(minute);
});

test('after the wall clock was set back a copy of the second level may be older than it says, for a day', async () => {
  const { leap, copies } = await kept({ maxEntries: 1, secondLevel: textOf(`${born} "$999"`) });
  const readAge = async () => {
    copies.keep('mouse', 'in its place in memory');
    return (await copies.copy('laptop'))?.ageMs;
  };
  leap(2 * hour, 2 * hour);
  expect(await readAge()).toBe(2 * hour);
  leap(0, -hour);
  expect(await readAge()).toBe(2 * hour);
});

test('a clock that says nothing changes nothing', async () => {
  const { clock, wall, ageMs } = await kept();
  wall.now = Number.NaN;
  clock.jump(minute);
  expect(await ageMs()).toBe(minute);
});
