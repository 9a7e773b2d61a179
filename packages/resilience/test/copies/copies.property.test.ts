import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Copies } from '../../src/copies/copies.ts';
import { numRuns } from '../property-runs.ts';

const step = fc.record({
  kind: fc.constantFrom('set', 'set', 'get', 'delete'),
  key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  bytes: fc.nat(60),
});

test('copies never exceed their bounds, and are those that a list in order of use would have', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100, size: 'max' }), (steps) => {
      const copies = new Copies<number>(4, 100);
      let model: { key: string; bytes: number }[] = [];
      for (const { kind, key, bytes } of steps) {
        const known = model.find((entry) => entry.key === key);
        const others = model.filter((entry) => entry.key !== key);
        if (kind === 'get') {
          expect(copies.get(key)?.bytes).toBe(known?.bytes);
          model = known ? [...others, known] : model;
        } else if (kind === 'delete') {
          copies.delete(key);
          model = others;
        } else {
          copies.set(key, { value: 0, at: 0, comparedAt: 0, live: true, bytes });
          model = [...others, { key, bytes }];
          while (model.length > 4 || model.reduce((sum, entry) => sum + entry.bytes, 0) > 100) model.shift();
        }
        expect(copies.size).toBe(model.length);
        expect(copies.bytes).toBe(model.reduce((sum, entry) => sum + entry.bytes, 0));
      }
    }),
    { numRuns },
  );
});
