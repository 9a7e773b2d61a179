import { Writable } from 'node:stream';
import { Router } from 'express';
import { expect, test } from 'vitest';
import { ConfigError, createLog, createService, listen } from '../../src/index.ts';

const log = createLog('trial', 'info', new Writable({ write: (_line, _encoding, done) => done() }));

/** A service with one route that answers when it is told to. */
async function slowService(close: () => Promise<void>, answer = () => undefined as unknown) {
  const router = Router();
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  router.get('/slow', async (_req, res) => {
    begun.resolve();
    await finish.promise;
    answer();
    res.json({ done: true });
  });
  const app = createService({ name: 'trial', log, routers: [router] });
  const listening = await listen(app, { host: '127.0.0.1', port: 0, log, close, signals: false });
  return { ...listening, app, begun: begun.promise, finish: finish.resolve, url: `http://127.0.0.1:${listening.port}` };
}

test('a stop lets running requests end, takes no new ones, and closes the stores last', async () => {
  const order: string[] = [];
  const service = await slowService(
    async () => {
      order.push('stores closed');
    },
    () => order.push('answered'),
  );
  const request = fetch(`${service.url}/slow`).then((response) => response.json());
  await service.begun;
  const stopped = service.stop();
  await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
  service.finish();
  expect(await request).toEqual({ done: true });
  await stopped;
  expect(order).toEqual(['answered', 'stores closed']);
});

test('a stop does not wait for a store that never says goodbye', async () => {
  const service = await slowService(() => new Promise(() => undefined));
  await service.stop();
});

test('a second stop is the same stop', async () => {
  let closed = 0;
  const service = await slowService(async () => {
    closed += 1;
  });
  await Promise.all([service.stop(), service.stop()]);
  expect(closed).toBe(1);
});

test('a port that is taken ends the start with a line that names the setting', async () => {
  const service = await slowService(async () => undefined);
  const second = listen(service.app, { host: '127.0.0.1', port: service.port, log, signals: false });
  await expect(second).rejects.toThrow(ConfigError);
  await expect(second).rejects.toThrow(`PORT ${service.port} cannot be used`);
  await service.stop();
});
