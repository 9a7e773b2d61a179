import { expect, test } from 'vitest';
import { loadReport } from '../src/load/report.ts';
import type { Deed } from '../src/load/visitors.ts';

const visits = (deed: Deed, status: number | 'none', ...all: number[]) => all.map((ms) => ({ deed, status, ms }));

test('counts what was done and what came of it, and says how long half and nearly all of it took', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  const { rows, text } = loadReport([
    ...visits('product', 200, ...hundred),
    ...visits('search', 200, 3),
    ...visits('product', 503, 7),
    ...visits('search', 'none', 5_000),
  ]);
  expect(rows).toEqual([
    { deed: 'product', status: '200', requests: 100, p50: 50, p99: 99 },
    { deed: 'product', status: '503', requests: 1, p50: 7, p99: 7 },
    { deed: 'search', status: '200', requests: 1, p50: 3, p99: 3 },
    { deed: 'search', status: 'none', requests: 1, p50: 5_000, p99: 5_000 },
    { deed: 'all', status: '200', requests: 101, p50: 50, p99: 99 },
    { deed: 'all', status: '503', requests: 1, p50: 7, p99: 7 },
    { deed: 'all', status: 'none', requests: 1, p50: 5_000, p99: 5_000 },
    { deed: 'all', status: 'all', requests: 103, p50: 50, p99: 100 },
  ]);
  expect(text.split('\n')).toHaveLength(1 + rows.length);
});

test('no visit at all is no reason to fail', () => {
  expect(loadReport([]).rows).toEqual([{ deed: 'all', status: 'all', requests: 0, p50: 0, p99: 0 }]);
});
