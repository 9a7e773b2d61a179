import { expect, test } from 'vitest';
import { loadReport } from '../src/load/report.ts';

const visits = (status: number | 'none', ...all: number[]) => all.map((ms) => ({ status, ms }));

test('counts each status and says how long half and nearly all of the pages took', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  const { rows } = loadReport([...visits(200, ...hundred), ...visits(503, 7), ...visits('none', 5_000)]);
  expect(rows).toEqual([
    { status: '200', requests: 100, p50: 50, p99: 99 },
    { status: '503', requests: 1, p50: 7, p99: 7 },
    { status: 'none', requests: 1, p50: 5_000, p99: 5_000 },
    { status: 'all', requests: 102, p50: 50, p99: 100 },
  ]);
});

test('no visit at all is no reason to fail', () => {
  expect(loadReport([]).rows).toEqual([{ status: 'all', requests: 0, p50: 0, p99: 0 }]);
});
