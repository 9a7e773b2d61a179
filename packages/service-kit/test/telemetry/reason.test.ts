import { expect, test } from 'vitest';
import { reasonOf } from '../../src/telemetry/reason.ts';

test('a name with two dead addresses is told with both', () => {
  const both = new AggregateError([new Error('connect ECONNREFUSED ::1:6379'), new Error('connect ECONNREFUSED')]);
  expect(reasonOf(both)).toBe('connect ECONNREFUSED ::1:6379; connect ECONNREFUSED');
});

test('it is one line, of two hundred characters at most', () => {
  expect(reasonOf(new Error('one\n  two\tthree'))).toBe('one two three');
  expect(reasonOf(new Error('x'.repeat(2_000_000)))).toHaveLength(200);
});

test('who logs in somewhere is not told', () => {
  expect(reasonOf(new Error('postgres://shop:hunter2@db/product and redis://:secret@cache'))).toBe(
    'postgres://…@db/product and redis://…@cache',
  );
});

test('whatever was thrown has some words', () => {
  const circle = new AggregateError([]);
  circle.errors.push(circle);
  const silent = Object.defineProperty(new Error(''), 'message', {
    get: () => {
      throw new Error('no');
    },
  });
  for (const odd of [Object.create(null), Symbol('x'), undefined, null, circle, silent])
    expect(reasonOf(odd)).toBeTypeOf('string');
});
