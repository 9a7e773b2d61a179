// Instances listen on ports of 127.0.0.1 and are known by made-up addresses, so that the tests need no other loopback address.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { type PipelineOptions, pipeline } from '@evenkeel/resilience';
import { Pool } from 'undici';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type HttpDependency, HttpStatusError, httpDependency } from '../../src/http/client.ts';
import type { Lookup } from '../../src/http/lookup.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { type TrialInstance, trialInstance } from './trial-instance.ts';

const [A, B, C] = ['10.0.0.1', '10.0.0.2', '10.0.0.3'] as const;
const answer = z.object({ from: z.string() });
const retry = { attempts: 2, delay: { kind: 'constant', ms: 10 }, jitter: 'none' } as const;
const failure = (code: string) => Object.assign(new Error(`lookup ${code} review`), { code });

let instances: Record<string, TrialInstance>;
let pools: { address: string; connections: number; pool: Pool }[];
const lookup = vi.fn<Lookup>();
const open: HttpDependency[] = [];

beforeEach(async () => {
  instances = { [A]: await trialInstance('a'), [B]: await trialInstance('b'), [C]: await trialInstance('c') };
  pools = [];
  lookup.mockReset().mockResolvedValue([A, B]);
});
afterEach(async () => {
  for (const dependency of open.splice(0)) await dependency.close();
  for (const instance of Object.values(instances)) await instance.kill();
});

const at = (address: string): TrialInstance => instances[address] as TrialInstance;

const dependency = (limits: Partial<PipelineOptions> = {}, baseUrl = 'http://review:8080'): HttpDependency => {
  const made = httpDependency({
    name: 'review',
    baseUrl,
    connections: 12,
    pipeline: pipeline({ name: 'review', timeoutMs: 150, ...limits }),
    network: {
      lookup,
      open: (address, connections) => {
        const pool = new Pool(`http://127.0.0.1:${at(address).port}`, { connections });
        pools.push({ address, connections, pool });
        return pool;
      },
    },
  });
  open.push(made);
  return made;
};

const call = async (to: HttpDependency): Promise<string> => (await to.get('/', answer)).from;

/** Calls one after the other for `ms`, a few hundred a second; who answered, and which calls failed, each with the time it was begun. */
async function callFor(ms: number, to: HttpDependency) {
  const began = performance.now();
  const answered: Record<string, number> = {};
  const failed: { atMs: number; error: unknown }[] = [];
  while (performance.now() - began < ms) {
    const atMs = performance.now() - began;
    await call(to).then(
      (from) => {
        answered[from] = (answered[from] ?? 0) + 1;
      },
      (error) => failed.push({ atMs, error }),
    );
    await pause(2);
  }
  return { answered, failed };
}

describe('several instances behind a name', () => {
  test('share the calls evenly, one after the other and many at a time', async () => {
    const review = dependency();
    for (let round = 0; round < 40; round++) await Promise.all(Array.from({ length: 10 }, () => call(review)));
    expect(at(A).calls).toBe(at(B).calls);
    for (let one = 0; one < 400; one++) await call(review);
    // 400 throws of a coin: outside of this once in a billion.
    expect(at(A).calls - 200).toBeGreaterThan(135);
    expect(at(B).calls - 200).toBeGreaterThan(135);
  });

  test('one is killed: no call fails that may be tried twice, and soon none fails at all', async () => {
    const careful = dependency({ retry });
    const plain = dependency();
    await callFor(200, careful);
    await callFor(100, plain);
    await at(A).kill();
    const [twice, once] = await Promise.all([callFor(1_500, careful), callFor(1_500, plain)]);
    expect(twice.failed).toEqual([]);
    expect(once.failed.filter(({ atMs }) => atMs > 1_000)).toEqual([]);
  });

  test('one is killed while nobody asks it: its closed connections tell, and no call is lost', async () => {
    const review = dependency();
    await callFor(100, review);
    const lookups = lookup.mock.calls.length;
    await at(A).kill();
    const connected = () => pools.find(({ address }) => address === A)?.pool.stats.connected;
    await eventually(() => expect(connected()).toBe(0));
    expect((await callFor(100, review)).failed).toEqual([]);
    expect(lookup.mock.calls.length).toBeGreaterThan(lookups);
  });

  test('one was dead before it was ever called: no call is lost, and its name is looked up at once', async () => {
    await at(A).kill();
    const review = dependency({ retry });
    expect((await callFor(300, review)).failed).toEqual([]);
    expect(lookup.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  test('one is killed in the middle of its answers: all are tried again elsewhere', async () => {
    const review = dependency({ retry });
    await callFor(50, review);
    at(A).hang();
    const calls = Array.from({ length: 10 }, () => call(review));
    await eventually(() => expect(at(A).calls + at(B).calls).toBeGreaterThanOrEqual(10));
    await at(A).kill();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['b']));
  });

  test('one hangs: it costs two calls at most, and gets calls again when it answers', async () => {
    const review = dependency();
    await callFor(50, review);
    at(A).hang();
    const hung = await callFor(2_500, review);
    expect(hung.failed.length).toBeLessThanOrEqual(2);
    expect(hung.failed.filter(({ atMs }) => atMs > 1_000)).toEqual([]);
    expect(at(A).probes).toBeGreaterThan(0);
    await at(A).heal();
    await eventually(async () => expect(await call(review)).toBe('a'), 9_000);
  });

  test('one that answers 503 goes on being asked: that is an answer', async () => {
    at(A).status = 503;
    const review = dependency();
    const { failed, answered } = await callFor(200, review);
    expect(failed.every(({ error }) => error instanceof HttpStatusError)).toBe(true);
    expect(failed.length).toBeGreaterThan((answered.b ?? 0) / 4);
    expect(at(A).probes).toBe(0);
  });

  test('a new one is asked within a second, one that is gone no more', async () => {
    const review = dependency();
    await callFor(50, review);
    lookup.mockResolvedValue([B, C]);
    await callFor(900, review);
    const before = at(A).calls;
    expect(Object.keys((await callFor(100, review)).answered).toSorted()).toEqual(['b', 'c']);
    expect(at(A).calls).toBe(before);
    await eventually(async () => expect(await at(A).sockets()).toBe(0));
  });

  test('keep as many sockets as one would, and a running call may end when its instance is gone', async () => {
    const review = dependency({ timeoutMs: 5_000 });
    at(A).hang();
    at(B).hang();
    const calls = Array.from({ length: 40 }, () => call(review));
    await eventually(async () => expect((await at(A).sockets()) + (await at(B).sockets())).toBe(12));
    expect(pools.map(({ connections }) => connections)).toEqual([6, 6]);
    lookup.mockResolvedValue([B]);
    await at(B).heal();
    await eventually(() => expect(at(B).calls).toBe(20));
    await eventually(async () => {
      expect(await call(review)).toBe('b');
      expect(pools.find(({ address }) => address === A)?.pool.closed).toBe(true);
    });
    expect(await call(review)).toBe('b');
    expect(pools.at(-1), 'who is alone may have all of them').toMatchObject({ address: B, connections: 12 });
    await at(A).heal();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['a', 'b']));
  });
});

describe('a name', () => {
  test('that vanishes fails fast with its code, and is back within a second', async () => {
    const review = dependency();
    await callFor(50, review);
    lookup.mockRejectedValue(failure('ENOTFOUND'));
    await Promise.all([at(A).kill(), at(B).kill()]);
    const { failed } = await callFor(1_000, review);
    expect(failed.at(-1)?.error).toMatchObject({ code: 'ENOTFOUND' });
    expect(failed.filter(({ atMs }) => atMs > 500).every(({ error }) => codeIs(error, 'ENOTFOUND'))).toBe(true);
    await at(B).heal();
    lookup.mockResolvedValue([B]);
    const back = await callFor(1_200, review);
    expect(back.failed.filter(({ atMs }) => atMs > 1_000)).toEqual([]);
    expect(back.answered.b).toBeGreaterThan(0);
  });

  test('whose lookups fail or hang keeps its addresses, and delays nobody', async () => {
    const review = dependency();
    await callFor(50, review);
    lookup.mockRejectedValueOnce(failure('EAI_AGAIN')).mockReturnValue(new Promise(() => undefined));
    const { failed } = await callFor(1_200, review);
    expect(failed).toEqual([]);
    expect(lookup.mock.calls.length).toBeGreaterThan(2);
  });

  test('that was never found makes a call wait, within its own time', async () => {
    lookup.mockReturnValue(new Promise(() => undefined));
    const review = dependency();
    await expect(call(review)).rejects.toMatchObject({ code: 'TIMEOUT' });
    await expect(review.get('/', answer, { deadlineMs: 20 })).rejects.toMatchObject({ code: 'DEADLINE' });
  });

  test('stays in the Host header, whichever address is called', async () => {
    lookup.mockResolvedValue(['127.0.0.1']);
    const baseUrl = `http://review.example:${at(A).port}`;
    const review = httpDependency({ name: 'r', baseUrl, pipeline: pipeline({ name: 'r' }), network: { lookup } });
    open.push(review);
    expect(await call(review)).toBe('a');
    expect(at(A).lastHeaders.host).toBe(new URL(baseUrl).host);
  });

  test('stays the name that TLS asks for', async () => {
    const asked = vi.fn();
    const server = createTlsServer({
      SNICallback: (name, done) => {
        asked(name);
        done(new Error('no certificate'));
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    lookup.mockResolvedValue(['127.0.0.1']);
    const baseUrl = `https://review.example:${(server.address() as AddressInfo).port}`;
    const review = httpDependency({ name: 'r', baseUrl, pipeline: pipeline({ name: 'r' }), network: { lookup } });
    open.push(review);
    await expect(call(review)).rejects.toThrow();
    expect(asked).toHaveBeenCalledWith('review.example');
    server.close();
  });
});

test.each(['127.0.0.1', 'localhost'])('%s is one address: nothing is looked up', async (host) => {
  const review = dependency({}, `http://${host}:${at(A).port}`);
  expect(await call(review)).toBe('a');
  expect(lookup).not.toHaveBeenCalled();
  expect(pools).toEqual([]);
});

test('closed, it leaves no socket, no timer and no lookup', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  const review = dependency();
  await callFor(50, review);
  at(A).hang();
  await callFor(400, review);
  const lookups = lookup.mock.calls.length;
  await review.close();
  await expect(call(review)).rejects.toMatchObject({ code: 'UND_ERR_CLOSED' });
  await eventually(async () => expect((await at(A).sockets()) + (await at(B).sockets())).toBe(0));
  expect(pools.every(({ pool }) => pool.closed)).toBe(true);
  expect(lookup).toHaveBeenCalledTimes(lookups);
  await eventually(() => expect(timers()).toBeLessThanOrEqual(before));
});

const codeIs = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
