import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Instances } from '../../src/http/instances.ts';
import type { Lookup } from '../../src/http/lookup.ts';
import { NameWatch } from '../../src/http/name-watch.ts';
import { FakeClock } from './fake-clock.ts';

let clock: FakeClock;
let instances: Instances;
let watch: NameWatch;
const lookup = vi.fn<Lookup>();
const never = new AbortController().signal;
const failure = (code: string) => Object.assign(new Error(`lookup ${code}`), { code });

beforeEach(() => {
  lookup.mockReset().mockResolvedValue(['10.0.0.1', '10.0.0.2']);
  clock = new FakeClock();
  instances = new Instances({ now: clock.now, random: Math.random });
  watch = new NameWatch({ name: 'review', lookup, clock, instances, onLooked: () => undefined });
});
afterEach(() => watch.close(new Error('the test is over')));

test('a name is looked up when it is used, twice a second at most, and not at all when it is not', async () => {
  for (let ms = 0; ms < 5_000; ms += 10) {
    watch.used();
    await clock.pass(10);
  }
  expect(lookup).toHaveBeenCalledTimes(10);
  await clock.pass(60_000);
  expect(lookup).toHaveBeenCalledTimes(10);
  expect(clock.timers).toBe(0);
});

test('in doubt it is looked up sooner, ten times a second at most', async () => {
  for (let ms = 0; ms < 1_000; ms += 10) {
    watch.doubted();
    await clock.pass(10);
  }
  expect(lookup).toHaveBeenCalledTimes(10);
});

test('there is one lookup at a time, and it is given up after a second', async () => {
  lookup.mockReturnValue(new Promise(() => undefined));
  const waiting = watch.found(never);
  waiting.catch(() => undefined);
  await clock.pass(990);
  watch.doubted();
  expect(lookup).toHaveBeenCalledTimes(1);
  await clock.pass(10);
  await expect(waiting).rejects.toMatchObject({ code: 'ETIMEOUT' });
  expect(lookup.mock.calls[0]?.[1].aborted).toBe(true);
  lookup.mockResolvedValue(['10.0.0.1']);
  await watch.found(never);
  expect(instances.addresses).toEqual(['10.0.0.1']);
});

test('who waits for an address gets the code of the lookup, and leaves when its own time is over', async () => {
  lookup.mockRejectedValue(failure('ENOTFOUND'));
  await expect(watch.found(never)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(watch.found(never), 'no other lookup is due').rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(lookup).toHaveBeenCalledTimes(1);
  await clock.pass(100);
  lookup.mockReturnValue(new Promise(() => undefined));
  const mine = new AbortController();
  const waiting = watch.found(mine.signal);
  mine.abort(new Error('no time left'));
  await expect(waiting).rejects.toThrow('no time left');
});

test('a name without addresses is a name that is not there', async () => {
  lookup.mockResolvedValue([]);
  await expect(watch.found(never)).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test.each([
  ['ENOTFOUND', 0],
  ['EAI_AGAIN', 0],
  ['ETIMEOUT', 2],
] as const)('%s takes no address away for 30 s, and silence none that answers', async (code, left) => {
  await watch.found(never);
  lookup.mockRejectedValue(failure(code));
  for (let ms = 0; ms < 30_000; ms += 500) {
    await clock.pass(500);
    expect(instances.size).toBe(2);
    watch.used();
    await clock.pass(0);
  }
  await clock.pass(500);
  watch.used();
  await clock.pass(0);
  expect(instances.size).toBe(left);
});

test('one lookup that succeeds, and the 30 s begin anew', async () => {
  for (const wentWell of [true, false, true, false]) {
    if (wentWell) lookup.mockResolvedValueOnce(['10.0.0.1']);
    else lookup.mockRejectedValueOnce(failure('EAI_AGAIN'));
    watch.used();
    await clock.pass(0);
    await clock.pass(20_000);
  }
  expect(instances.addresses).toEqual(['10.0.0.1']);
});

test.each([
  ['ENOTFOUND', 1],
  ['ESERVFAIL', 1],
  ['ETIMEOUT', 2],
])('with %s and a failure of its own, of two addresses stay %s', async (code, left) => {
  await watch.found(never);
  const call = instances.begin();
  if (call) instances.end(call, 'failed');
  lookup.mockRejectedValue(failure(code));
  await clock.pass(100);
  watch.doubted();
  await clock.pass(0);
  expect(instances.size).toBe(left);
});

test('closed, it ends what is under way and begins nothing', async () => {
  lookup.mockReturnValue(new Promise(() => undefined));
  const waiting = watch.found(never);
  watch.close(new Error('closed'));
  await expect(waiting).rejects.toThrow('closed');
  await clock.pass(5_000);
  watch.doubted();
  expect(lookup).toHaveBeenCalledTimes(1);
  expect(clock.timers).toBe(0);
});
