// An engine that takes a search and never answers: the breaker in front of it has to learn of that from its own limit.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Engine, engine as engineAt } from '../src/engine/engine.ts';
import { engineSearch } from '../src/engine/rung.ts';
import { answersIn, ladderOf } from './support/timed-sources.ts';

const sockets = new Set<Socket>();
const server = createServer((socket) => sockets.add(socket));
let engine: Engine;

beforeEach(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  engine = engineAt({ url: `http://127.0.0.1:${port}`, alias: 'any', openMs: 3_600_000 });
});
afterEach(async () => {
  await engine.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((closed) => server.close(closed));
});

test('five searches without an answer open its breaker, all of them answered by the database', async () => {
  const { find } = engineSearch(engine, 'any');
  const search = ladderOf({ engine: find, database: answersIn(1) });
  const answers = await Promise.all(Array.from({ length: 5 }, () => search()));
  for (const { source, reasons } of answers)
    expect([source, ...reasons]).toEqual(['database', expect.stringMatching(/^elasticsearch: no answer within/)]);
  expect(engine.pipeline.breaker?.state).toBe('OPEN');
  expect((await search()).reasons).toEqual(['elasticsearch: circuit breaker open']);
});

test('suggestions that nobody waits for any longer say nothing about it, and its breaker stays closed for searches', async () => {
  const { suggest } = engineSearch(engine, 'any');
  const late = Array.from({ length: 10 }, () => suggest('lap', new AbortController().signal));
  for (const one of await Promise.allSettled(late)) expect(one.status).toBe('rejected');
  expect(engine.pipeline.breaker?.state).toBe('CLOSED');
});
