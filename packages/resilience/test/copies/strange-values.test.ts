// Answers in a strange order, and stores that answer strange things: the newest good answer that fits is the last good one.
import { expect, test } from 'vitest';
import { EventStream, lastGood, type SecondLevel } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';

const wallClock = (clock: FakeClock) => () => 1e12 + clock.now();
const store = (more: Partial<SecondLevel> = {}): SecondLevel => ({
  get: async () => undefined,
  set: async () => undefined,
  ...more,
});
function copiesOf<T = string>(more: Partial<Parameters<typeof lastGood<T>>[0]> = {}) {
  const clock = new FakeClock();
  const usual = { name: 'copies', maxEntries: 9, loadDeadlineMs: 1_000, events: new EventStream(), clock };
  return { clock, copies: lastGood<T>({ ...usual, wallClock: wallClock(clock), ...more }) };
}

test('the answer to an older question does not take the place of a newer one', async () => {
  const { clock, copies } = copiesOf();
  let answer: (value: string) => void = () => undefined;
  const load = copies.load('a', () => new Promise<string>((resolve) => (answer = resolve)));
  await clock.pass(30);
  copies.keep('a', 'new');
  answer('old');
  expect(await load).toBe('old');
  expect(await copies.copy('a')).toMatchObject({ value: 'new' });
});

test('an answer that is larger than all the room leaves the good one in its place', async () => {
  const { copies } = copiesOf({ maxBytes: 50 });
  copies.keep('a', 'small');
  copies.keep('a', 'x'.repeat(100));
  expect(await copies.copy('a')).toMatchObject({ value: 'small' });
  expect(copies.stats()).toMatchObject({ entries: 1, bytes: 1 + 7 });
});

test('what has no text is not kept where texts are counted', async () => {
  const { copies } = copiesOf<unknown>({ maxBytes: 50 });
  copies.keep('a', () => 'x'.repeat(1_000));
  copies.keep('b', undefined);
  expect(copies.stats()).toMatchObject({ entries: 0, bytes: 0 });
});

test('a rule of what to keep that is async keeps nothing, and its rejection is nobody’s', async () => {
  const { copies } = copiesOf({ keep: (() => Promise.reject(new Error('too late'))) as never });
  copies.keep('a', 'b');
  await settled(); // An unhandled rejection would fail the run.
  expect(copies.stats().entries).toBe(0);
});

test('a second level that says null has nothing, and is not poisoned', async () => {
  const { copies } = copiesOf({ secondLevel: store({ get: async () => null as never }) });
  expect(await copies.copy('a')).toBeUndefined();
  expect(copies.stats().secondLevel).toMatchObject({ poisoned: 0, failures: 0 });
});

test.each([17, {}, Object.create(null), Symbol('text')])(
  'an answer of a second level that is no text is poisoned, also when nobody waits for it',
  async (answer) => {
    const { copies } = copiesOf({ secondLevel: store({ get: async () => answer as never }) });
    expect(await copies.copy('a', { signal: AbortSignal.abort() })).toBeUndefined();
    await settled(); // An unhandled rejection would fail the run.
    expect(copies.stats().secondLevel).toMatchObject({ poisoned: 1 });
  },
);

test('a second level that never ends to clear is given up, and told what was forgotten all the same', async () => {
  const written: string[] = [];
  const hanging = store({
    set: async (_key, value) => void written.push(value),
    clear: () => new Promise<void>(() => undefined),
  });
  const { clock, copies } = copiesOf({ secondLevel: hanging });
  const forgetting = copies.forget().then(
    () => 'cleared',
    ({ code }: { code: string }) => code,
  );
  await clock.pass(10_000);
  expect(await forgetting).toBe('TIMEOUT');
  expect(written).toEqual([expect.stringMatching(/^forgotten \d+$/)]);
});
