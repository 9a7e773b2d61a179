import { expect, test } from 'vitest';
import { handOver } from '../src/gateway/hand-over.ts';

test('a page is taken once, by the request that it was opened for', () => {
  const pages = handOver<string>();
  pages.put('a', 'page of a');
  pages.put('b', 'page of b');
  expect(pages.take('a')).toBe('page of a');
  expect(pages.take('a')).toBeUndefined();
  expect(pages.take('b')).toBe('page of b');
});

test('pages that nobody takes do not pile up', () => {
  const pages = handOver<number>(3);
  for (let index = 0; index < 10; index++) pages.put(`request ${index}`, index);
  expect(pages.take('request 6')).toBeUndefined();
  expect(pages.take('request 7')).toBe(7);
});
