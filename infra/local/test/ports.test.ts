import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { assertPortsFree, freeOffset } from '../src/ports.ts';
import { readSettings } from '../src/settings.ts';

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : Number.NaN;
}

const review = (port: number) => ({ name: 'review', pid: null, port, state: 'stopped', note: '' }) as const;

test('a busy port is named, with the part that needs it, who holds it, and the way out', async () => {
  const port = await takenPort();
  const refusal = assertPortsFree([review(port)]);
  await expect(refusal).rejects.toThrow(`review needs port ${port}, which node (process ${process.pid}) holds.`);
  await expect(refusal).rejects.toThrow('SHOP_PORT_OFFSET=200 npm start');
});

test('the way out that it names is one', () => {
  expect(readSettings({ SHOP_STATE_DIR: '/nowhere', SHOP_PORT_OFFSET: '200' }).portOffset).toBe(200);
});

test('free ports are no reason to refuse', async () => {
  const offset = await freeOffset(['review']);
  await expect(assertPortsFree([review(4_002 + offset)])).resolves.toBeUndefined();
});
