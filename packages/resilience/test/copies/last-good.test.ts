import { expect, test } from 'vitest';
import { type LastGoodOptions, lastGood, type SecondLevel } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { warningAbout } from '../warnings.ts';
import { boom, hang, lever } from '../work.ts';

const minute = 60_000;
const hour = 60 * minute;

function reviews(options: Partial<LastGoodOptions<string>> = {}) {
  const clock = new FakeClock();
  const wall = { now: 1_700_000_000_000 };
  const settings = { name: 'reviews', maxEntries: 3, loadDeadlineMs: 250, clock, wallClock: () => wall.now };
  const copies = lastGood<string>({ ...settings, ...options });
  const keep = (key: string, value = key) => copies.load(key, async () => value);
  /** Both clocks go on, as they do while nobody sleeps or sets one. */
  const pass = async (ms: number) => {
    wall.now += ms;
    await clock.pass(ms);
  };
  return { clock, wall, copies, keep, pass };
}

/** Two instances on one second level, whose clocks agree. */
function instances(secondLevel: SecondLevel, options: Partial<LastGoodOptions<string>> = {}) {
  const [a, b] = [reviews({ secondLevel, ...options }), reviews({ secondLevel, ...options })];
  const pass = async (ms: number) => void (await Promise.all([a.pass(ms), b.pass(ms)]));
  return { a, b, pass };
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

test('with a share of 0 ms no answer is shared, and those who come at the same time still share a load', async () => {
  const { copies, keep } = reviews({ shareMs: 0 });
  await keep('laptop', 'old');
  expect(await Promise.all([keep('laptop', 'new'), keep('laptop', 'newer')])).toEqual(['new', 'new']);
  expect(copies.stats()).toMatchObject({ loads: 2, shared: 0, joined: 1 });
});

test('tells what it did: loads, failed ones, who joined, who shared, copies served', async () => {
  const { copies, keep } = reviews();
  expect(copies.stats()).toEqual({
    entries: 0,
    bytes: 0,
    loads: 0,
    failedLoads: 0,
    joined: 0,
    shared: 0,
    copies: 0,
    secondLevel: null,
  });
  await Promise.all([keep('laptop'), keep('laptop')]);
  await keep('laptop');
  await copies.load('mouse', async () => boom()).catch(() => undefined);
  await copies.copy('laptop');
  await copies.copy('mouse');
  expect(copies.stats()).toMatchObject({ entries: 1, loads: 2, failedLoads: 1, joined: 1, shared: 1, copies: 1 });
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
  const { copies, keep } = reviews({ maxBytes: 22 });
  await keep('a', 'x'.repeat(8));
  await keep('b', 'ä'.repeat(4));
  expect(copies.stats()).toMatchObject({ entries: 2, bytes: 22 });
  await keep('c', 'y');
  expect(await copies.copy('a')).toBeUndefined();
  await keep('d', 'z'.repeat(20));
  expect(await copies.copy('d')).toBeUndefined();
  expect(await copies.copy('c')).toMatchObject({ value: 'y' });
});

test('a key counts in bytes, too: many long ones with small copies do not fill the memory', async () => {
  const { copies, keep } = reviews({ maxEntries: 100, maxBytes: 50 });
  await keep('ä'.repeat(10), 'x');
  expect(copies.stats()).toMatchObject({ entries: 1, bytes: 20 + 3 });
  await keep('ö'.repeat(10), 'y');
  await keep('ü'.repeat(10), 'z');
  expect(copies.stats()).toMatchObject({ entries: 2, bytes: 46 });
  await keep('k'.repeat(48), 'z');
  expect(copies.stats()).toMatchObject({ entries: 2, bytes: 46 });
});

test('a key counts as well when its copy came from the second level, and no longer when the copy is gone', async () => {
  const { copies } = reviews({ secondLevel: redis({ läptop: '1700000000000 "x"' }) });
  await copies.copy('läptop');
  expect(copies.stats()).toMatchObject({ entries: 1, bytes: 7 + 3 });
  await copies.forget();
  expect(copies.stats()).toMatchObject({ entries: 0, bytes: 0 });
});

test('without a bound in bytes and without a second level nothing is encoded: what has no text is kept, too', async () => {
  const { copies, keep } = reviews({});
  await keep('laptop', { toJSON: boom } as never as string);
  expect(copies.stats()).toMatchObject({ entries: 1, bytes: 0 });
  const bounded = reviews({ encode: () => boom(), maxBytes: 100 });
  expect(await bounded.keep('laptop', 'great')).toBe('great');
  expect(bounded.copies.stats()).toMatchObject({ entries: 0, bytes: 0 });
});

test('values go to text and back as they are told to', async () => {
  const secondLevel = redis();
  const form = { encode: (value: string) => `<${value}>`, decode: (text: string) => text.slice(1, -1) };
  const { a, b } = instances(secondLevel, form);
  await a.keep('laptop', 'great');
  expect(secondLevel.kept.get('laptop')).toBe('1700000000000 <great>');
  expect(await b.copies.copy('laptop')).toMatchObject({ value: 'great' });
  expect(a.copies.stats().bytes).toBe(6 + 7);
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
  const { copies, keep, pass } = reviews({ secondLevel, secondLevelEveryMs: 10_000 });
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
  await pass(10_000);
  await keep('laptop', 'fourth');
  await settled();
  expect(secondLevel.kept.get('laptop')).toBe('1700000021999 "fourth"');

  const broken = reviews({ secondLevel: { ...redis(), set: async () => boom() }, secondLevelEveryMs: 10_000 });
  await broken.keep('laptop');
  await settled();
  await broken.clock.pass(2_000);
  await broken.keep('laptop');
  await settled();
  expect(broken.copies.stats().secondLevel).toMatchObject({ writes: 2, failures: 2 });
});

test('what another instance has put into the second level since is newer than the copy of it in memory', async () => {
  const { a, b, pass } = instances(redis());
  await b.keep('laptop', 'old');
  expect(await a.copies.copy('laptop')).toMatchObject({ value: 'old' });
  await pass(20 * hour);
  await b.keep('laptop', 'new');
  expect(await a.copies.copy('laptop')).toEqual({ value: 'new', ageMs: 0, tier: 'fresh' });
});

test('what another instance has loaded since is newer than what was loaded here, and an older one never replaces it', async () => {
  const { a, b, pass } = instances(redis());
  await a.keep('laptop', 'here');
  await pass(5_000);
  await b.keep('laptop', 'there');
  expect(await a.copies.copy('laptop')).toMatchObject({ value: 'there', ageMs: 0 });
  const late = redis();
  const { a: first, b: second, pass: passBoth } = instances(late, { secondLevelEveryMs: 60_000 });
  await first.keep('laptop', 'old');
  await passBoth(2_000);
  await first.keep('laptop', 'new');
  await passBoth(10_000);
  expect(await first.copies.copy('laptop')).toMatchObject({ value: 'new', ageMs: 10_000 });
  expect(await second.copies.copy('laptop')).toMatchObject({ value: 'old', ageMs: 12_000 });
});

test('a dead source that is asked for many times a second costs the second level one read in some seconds', async () => {
  const secondLevel = redis();
  const { a, b, pass } = instances(secondLevel);
  await b.keep('laptop', 'copy');
  for (let tenth = 0; tenth < 100; tenth++) {
    await Promise.all([1, 2, 3].map(() => a.copies.copy('laptop')));
    await Promise.all([1, 2, 3].map(() => a.copies.copy('never seen')));
    await pass(100);
  }
  expect(a.copies.stats()).toMatchObject({ copies: 300, secondLevel: { reads: 4 } });
});

test('how long the second level is asked, and how often, can be set', async () => {
  const store = redis({ laptop: '1700000000000 "first"' });
  const { copies, pass } = reviews({ secondLevel: store, secondLevelReadEveryMs: 100 });
  expect(await copies.copy('laptop')).toMatchObject({ value: 'first' });
  store.kept.set('laptop', '1700000000050 "second"');
  await pass(99);
  expect(await copies.copy('laptop')).toMatchObject({ value: 'first' });
  await pass(1);
  expect(await copies.copy('laptop')).toMatchObject({ value: 'second', ageMs: 50 });

  const hung = reviews({ secondLevel: { get: hang, set: hang }, secondLevelBudgetMs: 10 });
  const asked = hung.copies.copy('laptop');
  await hung.pass(10);
  expect(await asked).toBeUndefined();
});

test('a key that was not there is found when another instance writes it, some seconds later at the latest', async () => {
  const { a, b, pass } = instances(redis());
  expect(await a.copies.copy('laptop')).toBeUndefined();
  await b.keep('laptop');
  await pass(5_000);
  expect(await a.copies.copy('laptop')).toMatchObject({ value: 'laptop', ageMs: 5_000 });
});

test('when the second level is silent the copy in memory serves, after one budget in some seconds for all keys', async () => {
  const { clock, copies, keep, pass } = reviews({ secondLevel: { get: hang, set: hang } });
  await keep('laptop');
  await keep('mouse');
  await pass(30 * minute);
  const first = copies.copy('laptop');
  await pass(50);
  expect(await first).toMatchObject({ value: 'laptop', tier: 'degraded' });
  expect(await copies.copy('mouse')).toMatchObject({ value: 'mouse' });
  expect(await copies.copy('laptop')).toMatchObject({ value: 'laptop' });
  expect(copies.stats().secondLevel).toMatchObject({ reads: 1, failures: 1 });
  expect(clock.liveTimers).toBe(0);
});

test('who leaves while the second level is asked has the copy in memory at once, and the others the newer one', async () => {
  const text = lever<string | undefined>();
  const { copies, keep, pass } = reviews({ secondLevel: { ...redis(), get: () => text.promise } });
  await keep('laptop', 'memory');
  await pass(6_000);
  const leaving = new AbortController();
  const left = copies.copy('laptop', { signal: leaving.signal });
  const stays = copies.copy('laptop');
  leaving.abort();
  expect(await left).toMatchObject({ value: 'memory', ageMs: 6_000 });
  text.resolve('1700000006000 "newer"');
  expect(await stays).toMatchObject({ value: 'newer', ageMs: 0 });
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

test('a slow write to the second level that lands after the forgetting brings nothing back, in no instance', async () => {
  const store = redis();
  const landing = lever<void>();
  const slow = {
    ...store,
    set: async (key: string, text: string) => {
      if (key === 'laptop') await landing.promise;
      store.kept.set(key, text);
    },
    clear: async () => store.kept.clear(),
  };
  const { a, b, pass } = instances(slow);
  await b.keep('laptop', 'from before');
  await a.copies.forget();
  await pass(3_000);
  landing.resolve();
  await settled();
  expect(store.kept.get('laptop')).toBe('1700000000000 "from before"');
  expect(await a.copies.copy('laptop')).toBeUndefined();
  await pass(3_000);
  expect(await b.copies.copy('laptop')).toBeUndefined();
  expect(await reviews({ secondLevel: slow }).copies.copy('laptop')).toBeUndefined();
});

test('a load of another instance that was under way when everything was forgotten leaves nothing in the second level', async () => {
  const { a, b, pass } = instances(redis());
  const answer = lever<string>();
  const loading = b.copies.load('laptop', () => answer.promise);
  await pass(10);
  await a.copies.forget();
  await pass(10);
  answer.resolve('from before');
  await loading;
  await settled();
  expect(await a.copies.copy('laptop')).toBeUndefined();
});

test('when another instance forgets, what is in memory from before goes, and what was loaded here since stays', async () => {
  const store = redis();
  const { a, b, pass } = instances({
    ...store,
    set: async (key, text) => (key === 'laptop' ? boom() : void store.kept.set(key, text)),
  });
  await b.keep('laptop', 'from before');
  await pass(5_000);
  await a.copies.forget();
  await settled();
  expect(await b.copies.copy('laptop')).toBeUndefined();
  expect(b.copies.stats().entries).toBe(0);
  await pass(5_000);
  await b.keep('laptop', 'since');
  await pass(5_000);
  expect(await b.copies.copy('laptop')).toMatchObject({ value: 'since', ageMs: 5_000 });
});

test('what is loaded right after the forgetting is a copy again, for every instance, even within the same millisecond', async () => {
  const { a, b } = instances(redis());
  await a.keep('laptop', 'before');
  await a.copies.forget();
  await a.keep('laptop', 'after');
  await settled();
  expect(await a.copies.copy('laptop')).toMatchObject({ value: 'after' });
  expect(await b.copies.copy('laptop')).toMatchObject({ value: 'after', ageMs: 0 });
});

test('a forgetting by a clock that was wrong does not keep copies away from the others', async () => {
  const store = redis();
  const { a, b } = instances(store);
  a.wall.now += 365 * 24 * hour;
  await a.copies.forget();
  await b.keep('laptop');
  await settled();
  expect(await reviews({ secondLevel: store }).copies.copy('laptop')).toMatchObject({ value: 'laptop' });
  // Who saw its own clock set back cannot tell what is from before the forgetting.
  a.wall.now -= 365 * 24 * hour;
  expect(await a.copies.copy('laptop')).toBeUndefined();
});

test('what was forgotten stays so when the wall clock is set back afterwards, however far', async () => {
  for (const setBackMs of [1, 4_999, 5_001, 20_000, hour]) {
    const store = redis();
    const { copies, keep, pass, wall } = reviews({ secondLevel: store });
    await keep('laptop', 'great');
    await pass(10_000);
    await copies.forget();
    await pass(100);
    wall.now -= setBackMs;
    expect(await copies.copy('laptop'), `${setBackMs}`).toBeUndefined();
  }
});

test('what was loaded before the forgetting is not kept under a second name after it either', async () => {
  const { copies, keep, pass } = reviews();
  await keep('laptop of a visitor', 'great');
  await pass(1_000);
  copies.keepAlso('laptop of a visitor', 'laptop');
  expect(await copies.copy('laptop')).toMatchObject({ value: 'great', ageMs: 1_000 });
  const answer = lever<string>();
  const loading = copies.load('mouse of a visitor', () => answer.promise);
  await copies.forget();
  answer.resolve('from before');
  await loading;
  copies.keepAlso('mouse of a visitor', 'mouse');
  expect(await copies.copy('mouse')).toBeUndefined();
});

test('a store whose mark of the forgetting cannot be written is still forgotten here, and the failure is counted', async () => {
  const store = { ...redis({ laptop: '1700000000000 "before"' }), set: async () => boom() };
  const { copies } = reviews({ secondLevel: store });
  await copies.forget();
  await settled();
  expect(await copies.copy('laptop')).toBeUndefined();
  expect(copies.stats().secondLevel).toMatchObject({ failures: 1 });
});

test('a copy from the second level counts in bytes, not in characters', async () => {
  const { copies } = reviews({ secondLevel: redis({ laptop: '1700000000000 "ää"' }) });
  await copies.copy('laptop');
  expect(copies.stats().bytes).toBe(6 + 6);
});

test('a value that cannot be encoded reaches its callers, is not kept, and is shown as a warning', async () => {
  const warned = warningAbout('circular');
  const copies = lastGood<unknown>({ name: 'circular', maxEntries: 3, maxBytes: 100, loadDeadlineMs: 100 });
  const circle: { self?: unknown } = {};
  circle.self = circle;
  expect(await copies.load('a', async () => circle)).toBe(circle);
  expect(await copies.copy('a')).toBeUndefined();
  expect(await warned).toMatch(/^encode of circular failed: Converting circular structure/);
});

test.each([
  ['maxEntries', { maxEntries: 0 }],
  ['maxBytes', { maxBytes: -1 }],
  ['shareMs', { shareMs: Number.NaN }],
  ['loadDeadlineMs', { loadDeadlineMs: 0 }],
  ['tiers.fresh', { tiers: { fresh: 0, degraded: 5, emergency: 20 } }],
  ['tiers.degraded', { tiers: { fresh: 10, degraded: 5, emergency: 20 } }],
  ['tiers.emergency', { tiers: { fresh: 1, degraded: 5, emergency: 4 } }],
  ['secondLevelBudgetMs', { secondLevel: redis(), secondLevelBudgetMs: 0 }],
  ['secondLevelEveryMs', { secondLevel: redis(), secondLevelEveryMs: -1 }],
])('a wrong %s stops the construction with its name', (name, options) => {
  expect(() => reviews(options)).toThrow(name);
});

test.each([
  [{ encode: String }, 'encode does nothing without secondLevel or maxBytes'],
  [{ decode: String }, 'decode does nothing without secondLevel'],
  [{ secondLevelBudgetMs: 10 }, 'secondLevelBudgetMs does nothing without secondLevel'],
  [{ secondLevelEveryMs: 10 }, 'secondLevelEveryMs does nothing without secondLevel'],
])('%o would do nothing, and is refused', (options, message) => {
  expect(() => lastGood({ name: 'reviews', maxEntries: 1, loadDeadlineMs: 10, ...options })).toThrow(message);
});
