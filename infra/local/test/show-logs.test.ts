import { expect, test } from 'vitest';
import { worthShowing } from '../src/dev/show-logs.ts';

test.each([
  ['{"level":"warn","msg":"no database","reason":"refused"}', 'warn: no database; refused'],
  ['{"level":"error","msg":"request failed","err":{"message":"no"}}', 'error: request failed; no'],
  ['SyntaxError: no', 'SyntaxError: no'],
  ['{ half a line', '{ half a line'],
  [' GET /search 500 in 40ms', ' GET /search 500 in 40ms'],
])('somebody who works on a service sees %s', (line, shown) => {
  expect(worthShowing(line)).toBe(shown);
});

test.each([
  '{"level":"info","msg":"listening"}',
  '{"level":"debug","msg":"asked"}',
  ' GET /search?q=a 200 in 40ms (next.js: 4ms)',
  '',
  '  ',
])('and is spared "%s"', (line) => {
  expect(worthShowing(line)).toBeUndefined();
});
