import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Instance, Instances, mostInstances } from '../../src/http/instances.ts';

let now: number;
let random: number;
let instances: Instances;

beforeEach(() => {
  now = 0;
  random = 0;
  instances = new Instances({ now: () => now, random: () => random });
});

const begin = (): Instance => {
  const instance = instances.begin();
  if (instance === undefined) throw new Error('nobody is known');
  return instance;
};

/** One call after the other, each chosen with another chance; who got them. */
const chosen = (calls = 10): Set<string> => {
  const addresses = new Set<string>();
  for (let call = 0; call < calls; call++) {
    random = call / calls;
    const instance = begin();
    addresses.add(instance.address);
    instances.end(instance, 'unknown');
  }
  return addresses;
};

const fail = (address: string): void => {
  const held: Instance[] = [];
  let instance = begin();
  // Whoever has calls in flight is left alone: so each gets its turn.
  for (; instance.address !== address; instance = begin()) held.push(instance);
  for (const other of held) instances.end(other, 'unknown');
  instances.end(instance, 'failed');
};

const probe = (answered: boolean): string | undefined => {
  const instance = instances.beginProbe();
  if (instance !== undefined) instances.endProbe(instance, answered);
  return instance?.address;
};

describe('who gets a call', () => {
  test('nobody, when nobody is known', () => {
    expect(instances.begin()).toBeUndefined();
  });

  test('the one with the fewest calls in flight; chance decides among equals', () => {
    instances.update(['a', 'b', 'c']);
    expect(chosen()).toEqual(new Set(['a', 'b', 'c']));
    expect(new Set([begin(), begin(), begin()].map(({ address }) => address)).size).toBe(3);
  });

  test('not the one that has just failed, while there is another', () => {
    instances.update(['a', 'b']);
    fail('a');
    expect(chosen()).toEqual(new Set(['b']));
    expect(probe(true)).toBe('a');
    expect(chosen()).toEqual(new Set(['a', 'b']));
  });

  test('not the one whose connections were closed, until it answers', () => {
    instances.update(['a', 'b']);
    instances.doubt('a');
    expect(chosen()).toEqual(new Set(['b']));
    expect(probe(true)).toBe('a');
    fail('a');
    expect(instances.beginProbe()?.address, 'a doubt was no failure: this is the first').toBe('a');
  });

  test('all of them, when all are out', () => {
    instances.update(['a', 'b']);
    for (const address of ['a', 'b']) {
      fail(address);
      probe(false);
    }
    fail('b');
    expect(chosen()).toEqual(new Set(['a', 'b']));
  });

  test('one whose calls were cancelled is as good as before', () => {
    instances.update(['a', 'b']);
    instances.end(begin(), 'unknown');
    expect(chosen()).toEqual(new Set(['a', 'b']));
  });
});

describe('who is out', () => {
  test('is probed after 1 s, then 2, 4 and 8 s, and never by two at a time', () => {
    instances.update(['a', 'b']);
    fail('a');
    expect(probe(false)).toBe('a');
    for (const ms of [1_000, 2_000, 4_000, 8_000, 8_000]) {
      now += ms - 1;
      expect(probe(false)).toBeUndefined();
      now += 1;
      const first = instances.beginProbe();
      expect(first?.address).toBe('a');
      expect(instances.beginProbe()).toBeUndefined();
      if (first) instances.endProbe(first, false);
    }
  });

  test('is not out for longer because many calls to it were under way', () => {
    instances.update(['a']);
    const calls = Array.from({ length: 10 }, begin);
    instances.update(['a', 'b']);
    for (const call of calls) instances.end(call, 'failed');
    now = 1_000;
    expect(probe(true)).toBe('a');
  });

  test('comes back on trial after a probe: one failure, and it is out for twice as long', () => {
    instances.update(['a', 'b']);
    fail('a');
    probe(false);
    now = 1_000;
    probe(true);
    fail('a');
    now = 2_999;
    expect(probe(true)).toBeUndefined();
    now = 3_000;
    expect(probe(true)).toBe('a');
  });

  test('is fine again with one answer to a call', () => {
    instances.update(['a']);
    for (const _ of [1, 2, 3]) instances.end(begin(), 'failed');
    instances.end(begin(), 'answered');
    instances.update(['a', 'b']);
    expect(chosen()).toEqual(new Set(['a', 'b']));
    fail('a');
    expect(probe(true), 'a first failure is probed at once').toBe('a');
  });
});

test('of too many addresses those stay that are known already', () => {
  const many = Array.from({ length: 40 }, (_, i) => `10.0.0.${i}`);
  instances.update(many.slice(20, 30));
  instances.update(many);
  expect(instances.size).toBe(mostInstances);
  expect(instances.addresses).toEqual(expect.arrayContaining(many.slice(20, 30)));
});

test('whatever happens: somebody known is chosen if there is one, never one who is gone, never too many', () => {
  const address = fc.integer({ min: 1, max: 24 }).map(String);
  const step = fc.oneof(
    fc.record({ kind: fc.constant('update' as const), addresses: fc.array(address, { maxLength: 24 }) }),
    fc.record({ kind: fc.constant('call' as const), random: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
    fc.record({
      kind: fc.constant('end' as const),
      which: fc.nat(),
      outcome: fc.constantFrom('answered' as const, 'failed' as const, 'unknown' as const),
    }),
    fc.record({ kind: fc.constant('probe' as const), answered: fc.boolean() }),
    fc.record({ kind: fc.constant('doubt' as const), address }),
    fc.record({ kind: fc.constant('forget' as const) }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.nat({ max: 10_000 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      now = 0;
      instances = new Instances({ now: () => now, random: () => random });
      const running: Instance[] = [];
      for (const step of steps) {
        if (step.kind === 'update') {
          instances.update(step.addresses);
          expect(step.addresses).toEqual(expect.arrayContaining(instances.addresses));
          expect(instances.size).toBe(Math.min(new Set(step.addresses).size, mostInstances));
        } else if (step.kind === 'call') {
          random = step.random;
          const instance = instances.begin();
          expect(instance !== undefined).toBe(instances.size > 0);
          if (instance === undefined) continue;
          expect(instances.addresses).toContain(instance.address);
          running.push(instance);
        } else if (step.kind === 'end') {
          const [instance] = running.splice(step.which % Math.max(1, running.length), 1);
          if (instance) instances.end(instance, step.outcome);
        } else if (step.kind === 'probe') {
          const address = probe(step.answered);
          if (address !== undefined) expect(instances.addresses).toContain(address);
        } else if (step.kind === 'doubt') instances.doubt(step.address);
        else if (step.kind === 'forget') instances.forgetFailed();
        else now += step.ms;
      }
      for (const instance of running.splice(0)) instances.end(instance, 'unknown');
      expect(instances.begin()?.inFlight ?? 1).toBe(1);
    }),
    { numRuns: 500 },
  );
});
