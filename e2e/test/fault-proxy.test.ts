// The fault proxy does to those who speak to a part exactly what it was told to, and nothing when it was told nothing.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { waitUntil } from '@evenkeel/platform';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { type FaultProxy, faultProxy } from '../src/fault-proxy/fault-proxy.ts';

const delayMs = 200;

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function proxyTo(targetPort: number, protocol: 'http' | 'bytes'): Promise<FaultProxy> {
  const proxy = await faultProxy({ targetPort, protocol, delayMs });
  onTestFinished(() => proxy.close());
  return proxy;
}

async function service() {
  const server = createServer((_req, res) => res.setHeader('content-type', 'application/json').end('{"ok":true}'));
  const port = await listening(server);
  onTestFinished(() => server.closeAllConnections());
  const proxy = await proxyTo(port, 'http');
  const ask = async () => {
    const { statusCode, body } = await request(`http://127.0.0.1:${proxy.port}/`, {
      signal: AbortSignal.timeout(5_000),
    });
    return { status: statusCode, text: await body.text() };
  };
  return { proxy, ask };
}

/** A store that says everything back. */
async function store() {
  const port = await listening(createTcpServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket)));
  const proxy = await proxyTo(port, 'bytes');
  const client = () => {
    const socket = connect({ host: '127.0.0.1', port: proxy.port });
    const heard = { text: '', ended: '' };
    socket.on('data', (chunk) => {
      heard.text += chunk.toString('latin1');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      heard.ended = error.code ?? error.message;
    });
    onTestFinished(() => {
      socket.destroy();
    });
    return { socket, heard };
  };
  return { proxy, client };
}

const limit = { limitMs: 5_000, everyMs: 5 };

test('passes everything until it is told otherwise, and again when it is told to stop', async () => {
  const { proxy, ask } = await service();
  expect(await ask()).toEqual({ status: 200, text: '{"ok":true}' });
  for (const trouble of ['error', 'garbage', 'refuse', 'slow'] as const) {
    await proxy.set(trouble);
    await proxy.set(null);
    expect(await ask(), trouble).toEqual({ status: 200, text: '{"ok":true}' });
  }
});

test('error: a service answers 503, also on a connection that was open before', async () => {
  const { proxy, ask } = await service();
  await ask();
  await proxy.set('error');
  expect((await ask()).status).toBe(503);
});

test('garbage: a service answers 200 with what is not the contract, in more than one way', async () => {
  const { proxy, ask } = await service();
  await proxy.set('garbage');
  const answers = [await ask(), await ask(), await ask()];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(3);
});

test('refuse: nobody listens', async () => {
  const { proxy, ask } = await service();
  await proxy.set('refuse');
  await expect(ask()).rejects.toThrow(/ECONNREFUSED/);
});

test('slow: every answer is late by the same time, however many there are, and in order', async () => {
  const { proxy, client } = await store();
  const { socket, heard } = client();
  socket.write('0');
  await waitUntil(() => heard.text === '0', limit);
  await proxy.set('slow');
  const began = performance.now();
  for (const word of ['1', '2', '3', '4', '5']) {
    socket.write(word);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await waitUntil(() => heard.text === '012345', limit);
  expect(heard.text).toBe('012345');
  const tookMs = performance.now() - began;
  expect(tookMs).toBeGreaterThanOrEqual(delayMs - 5);
});

test('slow: what is held comes at once when it is over, and before what is said later', async () => {
  const { proxy, client } = await store();
  await proxy.set('slow');
  const { socket, heard } = client();
  socket.write('first ');
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  await proxy.set(null);
  socket.write('second');
  await waitUntil(() => heard.text === 'first second', limit);
  expect(heard.text).toBe('first second');
});

test('error: a store resets its connections', async () => {
  const { proxy, client } = await store();
  const before = client();
  before.socket.write('x');
  await waitUntil(() => before.heard.text === 'x', limit);
  await proxy.set('error');
  const after = client();
  await waitUntil(() => before.heard.ended && after.heard.ended, limit);
  expect([before.heard.ended, after.heard.ended]).toEqual(['ECONNRESET', 'ECONNRESET']);
});

test('garbage: a store says what is not its protocol', async () => {
  const { proxy, client } = await store();
  await proxy.set('garbage');
  const { socket, heard } = client();
  socket.write('select 1');
  await waitUntil(() => heard.text !== '', limit);
  expect(heard.text).not.toContain('select 1');
});

test('a part that is not there is a connection that breaks', async () => {
  const proxy = await proxyTo(1, 'http');
  await expect(request(`http://127.0.0.1:${proxy.port}/`)).rejects.toThrow();
});

test('closed, it lets go of its port and of everybody who was connected', async () => {
  const { proxy, client } = await store();
  const { socket, heard } = client();
  socket.write('x');
  await waitUntil(() => heard.text === 'x', limit);
  await proxy.close();
  await waitUntil(() => socket.destroyed, limit);
  const { heard: refused } = client();
  await waitUntil(() => refused.ended, limit);
  expect(refused.ended).toBe('ECONNREFUSED');
});

test('a program that has broken off what it was just answering still ends', async () => {
  const program = `
    import { connect } from 'node:net';
    import { faultProxy } from ${JSON.stringify(new URL('../src/fault-proxy/fault-proxy.ts', import.meta.url).href)};
    const proxy = await faultProxy({ targetPort: 1, protocol: 'http' });
    await proxy.set('error');
    const client = connect(proxy.port, '127.0.0.1').on('error', () => undefined);
    client.write('GET / HTTP/1.1\\r\\n\\r\\n');
    client.once('data', () => proxy.close());
  `;
  const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { timeout: 10_000 });
  await expect(ended).resolves.toMatchObject({ stderr: '' });
});
