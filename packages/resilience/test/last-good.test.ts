import { expect, test } from 'vitest';
import { type LastGoodOptions, lastGood } from '../src/index.ts';
import { FakeClock, settled } from './fake-clock.ts';
import { boom, hang, lever } from './work.ts';

const minute = 60_000;
const hour = 60 * minute;

function reviews(options: Partial<LastGoodOptions<string>> = {}) {
  const clock = new FakeClock();
  const wall = { now: 1_700_000_000_000 };
  const settings = { name: 'reviews', maxEntries: 3, loadDeadlineMs: 250, clock, wallClock: () => wall.now };
  const copies = lastGood<string>({ ...settings, ...options });
  const keep = (key: string, value = key) => copies.load(key, async () => value);
  return { clock, wall, copies, keep };
}

/** A second level in memory that shows what it was told. */
function redis(texts: Record<string, string> = {}) {
  const kept = new Map(Object.entries(texts));
  return {
    kept,
    ttls: [] as number[],
    get: async (key: string): Promise<string | undefined> => kept.get(key),
    async set(key: string, text: string, ttlMs: number): Promise<void> {
      kept.set(key, text);
      this.ttls.push(ttlMs);
    },
  };
}

test('callers at the same time share one load', async () => {
  const { copies } = reviews();
  const answer = lever<string>();
  let asked = 0;
  const calls = [1, 2, 3].map(() =>
    copies.load('laptop', () => {
      asked++;
      return answer.promise;
    }),
  );
  answer.resolve('great');
  expect(await Promise.all(calls)).toEqual(['great', 'great', 'great']);
  expect(asked).toBe(1);
});

test('an answer is shared for two seconds, then the source is asked again', async () => {
  const { clock, copies, keep } = reviews();
  await keep('laptop', 'old');
  await clock.pass(1_999);
  expect(await keep('laptop', 'new')).toBe('old');
  await clock.pass(1);
  expect(await keep('laptop', 'new')).toBe('new');
  expect(copies.stats()).toMatchObject({ loads: 2, shared: 1 });
});

test('a waiter who leaves goes at once and cancels nothing for the others', async () => {
  const { copies } = reviews();
  const answer = lever<string>();
  const leaving = new AbortController();
  let aborted = false;
  const left = copies.load(
    'laptop',
    ({ signal }) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return answer.promise;
    },
    { signal: leaving.signal },
  );
  const stays = copies.load('laptop', boom);
  leaving.abort();
  await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
  answer.resolve('great');
  expect(await stays).toBe('great');
  expect(aborted).toBe(false);
});

test('a load that outlives its last waiter still leaves a copy', async () => {
  const { copies } = reviews();
  const answer = lever<string>();
  const leaving = new AbortController();
  const left = copies.load('laptop', () => answer.promise, { signal: leaving.signal });
  leaving.abort();
  await expect(left).rejects.toThrow();
  answer.resolve('great');
  await settled();
  expect(await copies.copy('laptop')).toMatchObject({ value: 'great' });
});

test('a load has a deadline of its own, and a later caller starts anew', async () => {
  const { clock, copies } = reviews();
  const hung = copies.load('laptop', hang).catch((error: unknown) => error);
  await clock.pass(250);
  expect(await hung).toMatchObject({ code: 'TIMEOUT', dependency: 'reviews' });
  expect(await copies.load('laptop', async () => 'back')).toBe('back');
  expect(clock.liveTimers).toBe(0);
});

test('a failure leaves the last good copy as it was and is not shared with later callers', async () => {
  const { clock, copies, keep } = reviews();
  await keep('laptop', 'good');
  await clock.pass(2_000);
  await expect(copies.load('laptop', async () => boom())).rejects.toThrow('boom');
  expect(await copies.copy('laptop')).toEqual({ value: 'good', ageMs: 2_000, tier: 'fresh' });
  expect(await keep('laptop', 'better')).toBe('better');
});

test.each([
  [5 * minute, 'fresh'],
  [5 * minute + 1, 'degraded'],
  [hour, 'degraded'],
  [hour + 1, 'emergency'],
  [24 * hour, 'emergency'],
])('a copy of %i ms is %s', async (ageMs, tier) => {
  const { clock, copies, keep } = reviews();
  await keep('laptop');
  await clock.pass(ageMs);
  expect(await copies.copy('laptop')).toMatchObject({ ageMs, tier });
});

test('a copy older than a day is gone', async () => {
  const { clock, copies, keep } = reviews();
  await keep('laptop');
  await clock.pass(24 * hour + 1);
  expect(await copies.copy('laptop')).toBeUndefined();
  expect(copies.stats().entries).toBe(0);
});

test('an answer that may not be kept is given to its callers and leaves no copy', async () => {
  const { copies, keep } = reviews({ keep: (value) => value !== 'second best' });
  expect(await keep('laptop', 'second best')).toBe('second best');
  expect(await copies.copy('laptop')).toBeUndefined();
});

test('memory is bounded in number: the least recently used copy goes', async () => {
  const { copies, keep } = reviews();
  for (const key of ['a', 'b', 'c']) await keep(key);
  await copies.copy('a');
  await keep('d');
  expect(await copies.copy('b')).toBeUndefined();
  expect(await copies.copy('a')).toMatchObject({ value: 'a' });
  expect(copies.stats().entries).toBe(3);
});

test('memory is bounded in bytes, and what is larger than all of it is not kept', async () => {
  const { copies, keep } = reviews({ maxBytes: 20 });
  await keep('a', 'x'.repeat(8));
  await keep('b', 'ä'.repeat(4));
  expect(copies.stats()).toMatchObject({ entries: 2, bytes: 20 });
  await keep('c', 'y');
  expect(await copies.copy('a')).toBeUndefined();
  await keep('d', 'z'.repeat(19));
  expect(await copies.copy('d')).toBeUndefined();
  expect(await copies.copy('c')).toMatchObject({ value: 'y' });
});

test('keys like __proto__ are keys like any other', async () => {
  const { copies, keep } = reviews();
  expect(await copies.copy('__proto__')).toBeUndefined();
  await keep('__proto__', 'harmless');
  expect(await copies.copy('__proto__')).toMatchObject({ value: 'harmless' });
});

test('forgotten copies are gone, and a load that was under way leaves none', async () => {
  const { copies, keep } = reviews();
  const answer = lever<string>();
  await keep('mouse');
  const loading = copies.load('laptop', () => answer.promise);
  await copies.forget();
  answer.resolve('from before');
  expect(await loading).toBe('from before');
  expect(await copies.copy('laptop')).toBeUndefined();
  expect(await copies.copy('mouse')).toBeUndefined();
});

test('a load that succeeds while the second level is asked wins over its copy', async () => {
  const text = lever<string | undefined>();
  const { copies, keep } = reviews({ secondLevel: { ...redis(), get: () => text.promise } });
  const asked = copies.copy('laptop');
  await keep('laptop', 'live');
  text.resolve('1700000000000 "copy"');
  expect(await asked).toMatchObject({ value: 'live' });
});

test('for a caller who has left already no load is begun', async () => {
  const { copies } = reviews();
  const left = copies.load('laptop', async () => 'nobody reads this', { signal: AbortSignal.abort() });
  await expect(left).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(copies.stats().loads).toBe(0);
});

test('what was forgotten while the second level was asked for it does not come back', async () => {
  const text = lever<string | undefined>();
  const { copies } = reviews({ secondLevel: { ...redis(), get: () => text.promise } });
  const asked = copies.copy('laptop');
  await copies.forget();
  text.resolve('1700000000000 "from before"');
  expect(await asked).toBeUndefined();
  expect(copies.stats().entries).toBe(0);
});

test('a load from before the forgetting does not part those who share one begun after it', async () => {
  const { copies } = reviews();
  const [before, after] = [lever<string>(), lever<string>()];
  const first = copies.load('laptop', () => before.promise);
  await copies.forget();
  const second = copies.load('laptop', () => after.promise);
  before.resolve('old');
  await first;
  const third = copies.load('laptop', boom);
  after.resolve('new');
  expect(await Promise.all([second, third])).toEqual(['new', 'new']);
});

test('a copy survives the process in the second level, with its age by the wall clock', async () => {
  const secondLevel = redis();
  const before = reviews({ secondLevel });
  await before.keep('laptop', 'great');
  const after = reviews({ secondLevel });
  after.wall.now += 10 * minute;
  expect(await after.copies.copy('laptop')).toEqual({ value: 'great', ageMs: 10 * minute, tier: 'degraded' });
  expect(secondLevel.ttls).toEqual([24 * hour]);
});

test('a key is written to the second level again after a while only, at once when the store did not take it', async () => {
  const secondLevel = redis();
  const { clock, wall, copies, keep } = reviews({ secondLevel, secondLevelEveryMs: 10_000 });
  const pass = async (ms: number) => {
    wall.now += ms;
    await clock.pass(ms);
  };
  await keep('laptop', 'first');
  await pass(9_999);
  await keep('laptop', 'second');
  await keep('mouse', 'other');
  await settled();
  expect(secondLevel.kept.get('laptop')).toBe('1700000000000 "first"');
  expect(secondLevel.kept.get('mouse')).toBe('1700000009999 "other"');
  expect(await copies.copy('laptop')).toMatchObject({ value: 'second' });
  await pass(2_000);
  await keep('laptop', 'third');
  await settled();
  expect(secondLevel.kept.get('laptop')).toBe('1700000011999 "third"');

  const broken = reviews({ secondLevel: { ...redis(), set: async () => boom() }, secondLevelEveryMs: 10_000 });
  await broken.keep('laptop');
  await settled();
  await broken.clock.pass(2_000);
  await broken.keep('laptop');
  await settled();
  expect(broken.copies.stats().secondLevel).toMatchObject({ writes: 2, failures: 2 });
});

test('a copy from the second level never passes for a live answer, and ages on in memory', async () => {
  const secondLevel = redis();
  await reviews({ secondLevel }).keep('laptop', 'copy');
  const { clock, copies, keep } = reviews({ secondLevel });
  await copies.copy('laptop');
  expect(await keep('laptop', 'live')).toBe('live');
  await clock.pass(minute);
  expect(await copies.copy('laptop')).toMatchObject({ value: 'live', ageMs: minute });
});

test('a copy from the near future counts as new: clocks differ a little', async () => {
  const { copies } = reviews({ secondLevel: redis({ laptop: '1700000004000 "great"' }) });
  expect(await copies.copy('laptop')).toEqual({ value: 'great', ageMs: 0, tier: 'fresh' });
});

test('a copy from farther ahead has no age that anybody knows, and is not served', async () => {
  const { copies } = reviews({ secondLevel: redis({ laptop: '1700086400000 "great"' }) });
  expect(await copies.copy('laptop')).toBeUndefined();
  expect(copies.stats().secondLevel).toMatchObject({ poisoned: 1, hits: 0 });
});

test('a copy in the second level that is older than a day is gone, even if the store kept it', async () => {
  const { wall, copies } = reviews({ secondLevel: redis({ laptop: '1700000000000 "great"' }) });
  wall.now += 24 * hour + 1;
  expect(await copies.copy('laptop')).toBeUndefined();
  expect(copies.stats().entries).toBe(0);
});

test.each([['garbage'], [''], ['1700000000000 {half a'], ['9'.repeat(400)], ['1700000000000 "forbidden"']])(
  'a poisoned copy (%s) is dropped and counted, never served',
  async (text) => {
    const decode = (json: string) => (JSON.parse(json) === 'forbidden' ? boom() : JSON.parse(json));
    const { copies } = reviews({ secondLevel: redis({ laptop: text }), decode });
    expect(await copies.copy('laptop')).toBeUndefined();
    expect(copies.stats().secondLevel).toMatchObject({ poisoned: 1, hits: 0 });
  },
);

test('a second level that throws costs nothing but a count', async () => {
  const { copies, keep } = reviews({ secondLevel: { get: boom, set: boom } });
  expect(await keep('laptop')).toBe('laptop');
  expect(await copies.copy('mouse')).toBeUndefined();
  await settled();
  expect(copies.stats().secondLevel).toMatchObject({ failures: 2 });
});

test('a hung second level costs its small budget, and its writes pile up to a bound only', async () => {
  const { clock, copies, keep } = reviews({ secondLevel: { get: hang, set: hang }, secondLevelWrites: 2 });
  for (const key of ['a', 'b', 'c', 'd']) await keep(key);
  expect(copies.stats().secondLevel).toMatchObject({ writes: 2, dropped: 2 });
  const copy = copies.copy('mouse');
  await clock.pass(50);
  expect(await copy).toBeUndefined();
  expect(clock.liveTimers).toBe(0);
});

test('a write that has ended, well or not, makes room for the next', async () => {
  const { copies, keep } = reviews({ secondLevel: { ...redis(), set: async () => boom() }, secondLevelWrites: 1 });
  for (const key of ['a', 'b', 'c']) {
    await keep(key);
    await settled();
  }
  expect(copies.stats().secondLevel).toMatchObject({ writes: 3, dropped: 0, failures: 3 });
});

test('forgetting clears the second level, too, and says so when that fails', async () => {
  const cleared: string[] = [];
  const store = { ...redis(), clear: async () => void cleared.push('all') };
  await reviews({ secondLevel: store }).copies.forget();
  expect(cleared).toEqual(['all']);
  const broken = reviews({ secondLevel: { ...redis(), clear: async () => boom() } });
  await expect(broken.copies.forget()).rejects.toThrow('boom');
});

test('a value that cannot be encoded reaches its callers and is not kept', async () => {
  const copies = lastGood<unknown>({ name: 'circular', maxEntries: 3, maxBytes: 100, loadDeadlineMs: 100 });
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(await copies.load('a', async () => circle)).toBe(circle);
  expect(await copies.copy('a')).toBeUndefined();
});

test.each([
  ['maxEntries', { maxEntries: 0 }],
  ['maxBytes', { maxBytes: -1 }],
  ['shareMs', { shareMs: Number.NaN }],
  ['loadDeadlineMs', { loadDeadlineMs: 0 }],
  ['tiers.degraded', { tiers: { fresh: 10, degraded: 5, emergency: 20 } }],
  ['secondLevelBudgetMs', { secondLevel: redis(), secondLevelBudgetMs: 0 }],
  ['secondLevelEveryMs', { secondLevel: redis(), secondLevelEveryMs: -1 }],
])('a wrong %s stops the construction with its name', (name, options) => {
  expect(() => reviews(options)).toThrow(name);
});
