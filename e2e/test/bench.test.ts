// The figures that benchmarks tell are right, and a missed goal is never silent.
import { createServer, type Server } from 'node:http';
import { searchWish } from '@evenkeel/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { median, percentile } from '../src/bench/figures.ts';
import { send } from '../src/bench/load.ts';
import { visit } from '../src/bench/paced.ts';
import { report } from '../src/bench/rows.ts';
import { searchPaths } from '../src/bench/search/queries.ts';

test('a percentile is a value that was seen', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 0.5)).toBe(50);
  expect(percentile(hundred, 0.99)).toBe(99);
  expect(median([3, 1, 2])).toBe(2);
  expect(percentile([], 0.99)).toBe(0);
});

test('every goal met is exit code 0, one missed is 1, and both are in the one JSON document', () => {
  const printed: string[] = [];
  const rows = report(true, (line) => printed.push(line));
  rows.note('for people');
  rows.tell('told', 1_234.5, '1/s');
  rows.atMost('at most', 440, 'ms', 440);
  expect(rows.end()).toBe(0);
  rows.atLeast('at least', 0.89, '×', 0.9);
  expect(rows.end()).toBe(1);
  expect(printed).toHaveLength(2);
  expect(JSON.parse(printed[1] ?? '')).toEqual({
    rows: [
      { id: 'told', value: 1_235, unit: '1/s', goal: null, holds: true },
      { id: 'at most', value: 440, unit: 'ms', goal: '≤ 440', holds: true },
      { id: 'at least', value: 0.89, unit: '×', goal: '≥ 0.9', holds: false },
    ],
  });
});

async function serving(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

test('good answers and others are counted apart, all paths are asked for, and the bodies are heard', async () => {
  const asked = new Set<string>();
  const url = await serving((request, response) => {
    asked.add(request.url ?? '');
    response.writeHead(request.url === '/bad' ? 503 : 200).end(request.url);
  });
  const bodies = new Set<string>();
  const seen = await send({
    url,
    paths: ['/good', '/bad'],
    connections: 2,
    seconds: 1,
    onBody: (body) => bodies.add(body),
  });
  expect(asked).toEqual(new Set(['/good', '/bad']));
  expect(bodies).toEqual(asked);
  expect(seen.failed).toBeGreaterThan(seen.requests * 0.4);
  expect(seen.failed).toBeLessThan(seen.requests * 0.6);
  expect(seen.perSecond).toBeLessThan(seen.requests);
  expect(seen.timeouts).toBe(0);
});

test('visitors who read between two questions come one after the other, and a slow answer makes them late', async () => {
  const at: number[] = [];
  const url = await serving((_request, response) => {
    at.push(performance.now());
    response.end('here');
  });
  const bodies: string[] = [];
  const seen = await visit({
    url,
    paths: ['/'],
    visitors: 4,
    seconds: 1,
    everyMs: 400,
    onBody: (body) => bodies.push(body),
  });
  expect(seen).toMatchObject({ requests: at.length, failed: 0, timeouts: 0 });
  expect(bodies).toHaveLength(at.length);
  // Three turns of each, give or take the last; as fast as it answers there would be thousands.
  expect(at.length).toBeGreaterThanOrEqual(4);
  expect(at.length).toBeLessThanOrEqual(12);
});

test('a server that never answers is given up at the limit, which counts as its time', async () => {
  const url = await serving(() => undefined);
  const seen = await send({ url, paths: ['/'], connections: 2, seconds: 2, limitSeconds: 1 });
  expect(seen).toMatchObject({ perSecond: 0, p50: 1_000, p99: 1_000 });
  expect(seen.timeouts).toBeGreaterThanOrEqual(2);
  expect([seen.requests, seen.failed]).toEqual([seen.timeouts, seen.timeouts]);
});

test('a server that is gone fails at once', async () => {
  const seen = await send({ url: 'http://127.0.0.1:9', paths: ['/'], connections: 1, seconds: 1 });
  expect(seen.failed).toBeGreaterThan(0);
  expect(seen.failed).toBe(seen.requests);
});

test('the mix of searches is one that the service has to read, with typos, filters, sorting and a late page', () => {
  const wishes = searchPaths.map((path) =>
    searchWish.parse(Object.fromEntries(new URL(path, 'http://search.example').searchParams)),
  );
  expect(wishes.length).toBeGreaterThan(100);
  expect(wishes.some(({ q }) => q === 'lpatop')).toBe(true);
  expect(wishes.some(({ page }) => page === 20)).toBe(true);
  expect(wishes.some(({ category, minPrice, rating }) => category && minPrice && rating)).toBe(true);
  expect(wishes.some(({ sort }) => sort === 'price-asc')).toBe(true);
});
