import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freeOffset } from '../src/ports.ts';
import { loadSecrets } from '../src/secrets.ts';
import { type LocalShop, localShop } from '../src/shop.ts';
import { scratchSettings } from './scratch.ts';

let shop: LocalShop;

beforeAll(async () => {
  shop = localShop(scratchSettings(await freeOffset(['redis'])), { parts: ['redis'] });
  await shop.platform.start('redis');
}, 120_000);

afterAll(async () => {
  await shop.reset();
  rmSync(shop.settings.stateDir, { recursive: true });
});

/** Inline commands of the Redis protocol; answers all that comes until the server has said goodbye. */
function send(...commands: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: shop.platform.port('redis'), timeout: 2_000 });
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => (answer += text));
    socket.once('end', () => resolve(answer));
    socket.once('error', reject);
    socket.write([...commands, 'QUIT', ''].join('\r\n'));
  });
}

const auth = () => `AUTH ${loadSecrets(shop.settings.stateDir).redis}`;

test('it serves nobody without the password', async () => {
  expect(await send('GET anything')).toContain('NOAUTH');
});

test('what was written is there after a kill', async () => {
  expect(await send(auth(), 'SET order 4711')).toContain('+OK\r\n+OK');
  await shop.platform.kill('redis');
  await shop.platform.start('redis');
  expect(await send(auth(), 'GET order')).toContain('4711');
});

test('it is bounded in memory, and never drops what has no time to live', async () => {
  const settings = await send(auth(), 'CONFIG GET maxmemory*', 'CONFIG GET append*');
  for (const value of ['67108864', 'volatile-lru', 'always']) expect(settings).toContain(value);
});

test('on a machine that has neither Redis nor Python it is absent, and says what to install', async () => {
  vi.stubEnv('PATH', '/nonexistent');
  const settings = scratchSettings(shop.settings.portOffset);
  const elsewhere = localShop({ ...settings, toolsDir: path.join(settings.stateDir, 'tools') }, { parts: ['redis'] });
  try {
    await expect(elsewhere.platform.start('redis')).rejects.toThrow(
      /redis is absent: install Valkey or Redis, or Python/,
    );
    expect((await elsewhere.platform.list())[0]).toMatchObject({ state: 'absent', pid: null });
  } finally {
    vi.unstubAllEnvs();
    rmSync(settings.stateDir, { recursive: true });
  }
});
