// The naive shop beside the protected one: the same pages while all is well, and nothing of what protects ours.
import { NextRequest } from 'next/server';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { cookieNames } from '../src/cookie-names.ts';
import { decide as decideOn } from '../src/decision.ts';
import { isNaive, naiveCookie, naiveFailure } from '../src/naive/naive.ts';
import { onePerProcess } from '../src/one-per-process.ts';
import { type FakeGateway, fakeGateway } from './fake-gateway.ts';
import { useGateway } from './use-gateway.ts';

const gateway = useGateway();
let naiveGateway: FakeGateway;
beforeAll(async () => {
  naiveGateway = await fakeGateway();
  process.env.NAIVE_GATEWAY_URL = naiveGateway.url;
});
afterAll(async () => {
  delete process.env.NAIVE_GATEWAY_URL;
  await naiveGateway.close();
});
afterEach(() => naiveGateway.reset());

const visit = { requestId: '7c41f0e2-aaaa-4000-8000-000000000001', visitor: null };
const decide = (pathname: string, naive = true) =>
  decideOn({ pathname, params: new URLSearchParams(), cart: [], naive }, visit);
const request = (address: string, cookie = '') =>
  new NextRequest(`http://shop.example${address}`, { headers: { ...(cookie && { cookie }) } });

test.each(['/', '/products/laptop', '/categories/computers', '/search', '/cart'])(
  'while all is well %s is shown as ever, out of the naive gateway alone',
  async (pathname) => {
    expect(await decide(pathname)).toMatchObject({ kind: 'show', shown: { origin: { from: 'naive' } } });
    expect([naiveGateway.asked.length, gateway().asked.length]).toEqual([1, 0]);
  },
);

test.each(['core-gone', 'html', 'half-a-json', 'wrong-schema'] as const)(
  'when its gateway is %s, there is no copy and no plain page: 500',
  async (mood) => {
    await decide('/products/laptop');
    naiveGateway.mood = mood;
    expect(await decide('/products/laptop')).toEqual({ kind: 'failed', status: 500 });
    expect(await decide('/')).toEqual({ kind: 'failed', status: 500 });
    expect((await decide('/products/laptop', false)).kind).toBe('show');
  },
);

test('what hangs makes it hang, and the protected shop goes on', async () => {
  naiveGateway.mood = 'hung';
  let isOver = false;
  const hanging = decide('/products/laptop').then(() => {
    isOver = true;
  });
  expect((await decide('/products/laptop', false)).kind).toBe('show');
  await vi.waitFor(() => expect(naiveGateway.asked).toHaveLength(1));
  expect(isOver).toBe(false);
  await naiveGateway.close();
  await hanging;
  naiveGateway = await fakeGateway();
  process.env.NAIVE_GATEWAY_URL = naiveGateway.url;
});

test('more than a hundred at once are turned away: they wait in the process of the protected shop', async () => {
  naiveGateway.mood = 'hung';
  const crowd = Array.from({ length: 101 }, () => decide('/'));
  expect(await Promise.race(crowd)).toEqual({ kind: 'failed', status: 503 });
  await naiveGateway.close();
  await Promise.all(crowd);
  naiveGateway = await fakeGateway();
  process.env.NAIVE_GATEWAY_URL = naiveGateway.url;
});

test('the address says it, and the cookie remembers it', () => {
  const name = cookieNames().naive;
  expect([isNaive(request('/')), isNaive(request('/?naive=1')), isNaive(request('/?naive=yes'))]).toEqual([
    false,
    true,
    false,
  ]);
  expect([isNaive(request('/', `${name}=1`)), isNaive(request('/?naive=0', `${name}=1`))]).toEqual([true, false]);
  expect([naiveCookie(request('/')), naiveCookie(request('/?naive=1')), naiveCookie(request('/?naive=0'))]).toEqual([
    undefined,
    `${name}=1; Path=/; SameSite=Lax; HttpOnly`,
    `${name}=0; Path=/; SameSite=Lax; HttpOnly`,
  ]);
});

test('where there is no naive gateway, there is no naive shop', () => {
  vi.stubEnv('NAIVE_GATEWAY_URL', undefined);
  onePerProcess.forget();
  expect([isNaive(request('/?naive=1')), naiveCookie(request('/?naive=1'))]).toEqual([false, undefined]);
  vi.unstubAllEnvs();
});

test('people get what such shops show', async () => {
  const answer = naiveFailure(500);
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain('Internal Server Error.');
});
