// The control room over HTTP, with a shop that is made up: who may look, and what comes.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ManagedShop, PartStatus } from '@evenkeel/platform';
import { PlatformError, parts } from '@evenkeel/platform';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { expect, onTestFinished, test } from 'vitest';
import { controlRoom } from '../src/control-room.ts';
import { crowd } from '../src/move/crowd.ts';
import type { Picture } from '../src/picture.ts';
import { tokenIn } from '../src/token.ts';

const token = 'a token of the test';

async function trial() {
  const statuses = new Map<string, PartStatus>(
    parts.map(({ name, port }) => [name, { name, pid: port, port, state: 'running', note: '' }]),
  );
  const page = {
    status: 200,
    html: '<section data-section="price" data-state="live"></section><form action="/cart"><button>Add to cart</button></form>',
  };
  const web = createServer((req, res) => {
    const naive = req.url?.includes('naive=1');
    res
      .writeHead(naive ? 500 : page.status, { 'content-type': 'text/html' })
      .end(naive ? 'Internal Server Error' : page.html);
  });
  await new Promise<void>((listening) => web.listen(0, '127.0.0.1', listening));
  const webPort = (web.address() as AddressInfo).port;
  const told = { metrics: '', breakers: { dependencies: [] as unknown[] } };
  const done: string[] = [];
  const set = (name: string, state: PartStatus['state']) => {
    const before = statuses.get(name);
    if (before) statuses.set(name, { ...before, state, pid: state === 'killed' ? null : before.port });
  };
  const can = { start: true };
  const shop = {
    platform: {
      list: async () => [...statuses.values()],
      port: () => webPort,
      kill: async (name: string) => {
        if (statuses.get(name)?.state !== 'running') throw new PlatformError(`${name} is not running`);
        done.push(`kill ${name}`);
        set(name, 'killed');
      },
      unpause: async (name: string) => void done.push(`unpause ${name}`),
    },
    start: async (name: string) => {
      done.push(`start ${name}`);
      set(name, 'running');
    },
    up: async () => (can.start ? [] : [new PlatformError('review ended with exit code 1')]),
    forget: async () => [{ name: 'gateway', done: true, answer: 'forgotten' }],
    metrics: async () => told.metrics,
    operate: async (_name: string, _method: string, path: string) => {
      if (path === 'breakers') return { status: 200, body: told.breakers };
      throw new PlatformError('it does not answer');
    },
  } as unknown as ManagedShop;
  // Its port is part of what it answers to: so it is taken before it is told.
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  const room = await controlRoom({ shop, port, token, log: createLog('control-room', 'silent'), everyMs: 50 });
  const server = room.app.listen(port, '127.0.0.1');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    web.close();
    await room.close();
  });
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', sent = '') =>
    new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: string }>(
      (resolve, reject) => {
        const asked = request({
          host: '127.0.0.1',
          port,
          path,
          method,
          headers: { host: `127.0.0.1:${port}`, ...headers },
          agent: false,
        });
        asked.once('error', reject);
        asked.once('response', async (answer) => {
          let body = '';
          for await (const chunk of answer.setEncoding('utf8')) body += chunk;
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
        });
        asked.end(sent);
      },
    );
  const cookie = { cookie: `another=1; evenkeel_control_room_${port}=${token}` };
  const picture = async () => JSON.parse((await ask('/picture', cookie)).body) as Picture;
  const first = () => eventually(async () => expect((await ask('/picture', cookie)).status).toBe(200));
  return { ask, cookie, picture, first, statuses, told, page, port, done, can, watch: room.watch };
}

test('whoever does not know the token, comes from another page or under another name, sees nothing', async () => {
  const { ask, cookie, port } = await trial();
  for (const path of ['/', '/events', '/picture', '/control-room.js', '/?token=another'])
    expect((await ask(path)).status, path).toBe(401);
  expect((await ask('/picture', { cookie: `evenkeel_control_room_${port}=another` })).status).toBe(401);
  expect((await ask('/', { ...cookie, host: 'evil.example' })).status).toBe(403);
  expect((await ask('/picture', { ...cookie, origin: 'http://evil.example' })).status).toBe(403);
  expect((await ask('/picture', { ...cookie, origin: 'null' })).status).toBe(403);
  expect((await ask('/picture', { ...cookie, 'sec-fetch-site': 'cross-site' }, 'POST')).status).toBe(403);
  expect((await ask('/', { ...cookie, host: `localhost:${port}` })).status).toBe(200);
});

test('the printed address gives a cookie that no script and no other site has, and a page that may load nothing else', async () => {
  const { ask, cookie } = await trial();
  const door = await ask(`/?token=${encodeURIComponent(token)}`);
  expect([door.status, door.headers.location]).toEqual([303, '/']);
  expect(String(door.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
  const page = await ask('/', cookie);
  expect(page.status).toBe(200);
  expect(page.body).not.toContain(token);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect((await ask('/control-room.js', cookie)).body.length).toBeGreaterThan(50_000);
  expect((await ask('/control-room.css', cookie)).body).toContain('--unavailable');
});

test('a picture has every part and wire, what people see of both shops, and null where nobody tells', async () => {
  const { picture, first } = await trial();
  await first();
  const seen = await picture();
  expect(seen.parts.map(({ name }) => name)).toEqual(parts.map(({ name }) => name));
  expect(seen.shops).toMatchObject({
    protected: { status: 200, sells: true, shown: 1, sections: 1 },
    naive: { status: 500, sells: false },
  });
  expect(seen.dials).toMatchObject({ sells: { protected: 1, naive: 0 }, orders: { queued: null, outbox: null } });
});

test('what happens is told once, to everybody who watches, also to whoever comes later', async () => {
  const { first, ask, cookie, statuses, page, port } = await trial();
  await first();
  const heard: string[] = [];
  const watching = request({
    host: '127.0.0.1',
    port,
    path: '/events',
    headers: { host: `127.0.0.1:${port}`, ...cookie },
  });
  watching.once('response', (answer) => answer.setEncoding('utf8').on('data', (chunk: string) => heard.push(chunk)));
  watching.on('error', () => undefined); // It is ended below.
  watching.end();
  await eventually(() => expect(heard.join('')).toContain('event: picture'));
  statuses.set('review', { name: 'review', pid: null, port: 4_002, state: 'killed', note: 'signal SIGKILL' });
  page.status = 503;
  await eventually(() => expect(heard.join('')).toContain('review was killed'));
  await eventually(() => expect(heard.join('')).toContain('The protected shop does not sell'));
  expect(heard.join('').split('review was killed')).toHaveLength(2);
  watching.destroy();
  const later = request({
    host: '127.0.0.1',
    port,
    path: '/events',
    headers: { host: `127.0.0.1:${port}`, ...cookie },
  });
  const seen: string[] = [];
  later.once('response', (answer) => answer.setEncoding('utf8').on('data', (chunk: string) => seen.push(chunk)));
  later.on('error', () => undefined); // It is ended below.
  later.end();
  await eventually(() => expect(seen.join('')).toContain('review was killed'));
  later.destroy();
  expect((await ask('/nowhere', cookie)).status).toBe(404);
});

test('a part that came into a state while it was watched says for how long; others do not guess', async () => {
  const { first, picture, statuses } = await trial();
  await first();
  const review = async () => (await picture()).parts.find(({ name }) => name === 'review');
  expect((await review())?.forMs).toBeNull();
  statuses.set('review', { name: 'review', pid: 4_002, port: 4_002, state: 'paused', note: '' });
  await eventually(async () => expect(await review()).toMatchObject({ state: 'paused', forMs: expect.any(Number) }));
});

test('a part is killed and started from here, and what cannot be done says why and changes nothing', async () => {
  const { first, ask, cookie, done, picture } = await trial();
  await first();
  const move = (path: string, headers = cookie as Record<string, string>) => ask(path, headers, 'POST');
  expect((await move('/parts/review/kill', {})).status).toBe(401);
  expect((await move('/parts/review/kill', { ...cookie, origin: 'http://evil.example' })).status).toBe(403);
  expect(done).toEqual([]);
  expect((await move('/parts/review/kill')).status).toBe(204);
  await eventually(async () =>
    expect((await picture()).parts.find(({ name }) => name === 'review')).toMatchObject({ state: 'killed' }),
  );
  const again = await move('/parts/review/kill');
  expect([again.status, JSON.parse(again.body).detail]).toEqual([409, 'review is not running']);
  for (const path of ['/parts/nobody/kill', '/parts/review/explode', '/parts/__proto__/kill'])
    expect((await move(path)).status, path).toBe(404);
  expect((await ask('/parts/review/kill', cookie)).status).toBe(405);
  expect((await move('/parts/review/start')).status).toBe(204);
  expect(done).toEqual(['kill review', 'start review']);
});

test('what was done by hand is told as that, and not a second time as a change', async () => {
  const { first, ask, cookie, watch, statuses } = await trial();
  await first();
  await ask('/parts/review/kill', cookie, 'POST');
  statuses.set('search', { name: 'search', pid: null, port: 4_004, state: 'crashed', note: '' });
  const titles = () => watch.happenings().map(({ title }) => title);
  await eventually(() => expect(titles()).toEqual(expect.arrayContaining(['You killed review', 'search has crashed'])));
  expect(titles()).not.toContain('review was killed');
});

test('healing lets go on and starts; what did not come up is told', async () => {
  const { first, ask, cookie, statuses, done, can } = await trial();
  await first();
  statuses.set('search', { name: 'search', pid: 4_004, port: 4_004, state: 'paused', note: '' });
  expect((await ask('/heal', cookie, 'POST')).status).toBe(204);
  expect(done).toEqual(['unpause search']);
  can.start = false;
  const failed = await ask('/heal', cookie, 'POST');
  expect([failed.status, JSON.parse(failed.body).detail]).toEqual([409, 'review ended with exit code 1']);
  expect((await ask('/forget', cookie, 'POST')).status).toBe(204);
});

test('the load is as many people as were asked for, within bounds, and nobody is left when it ends', async () => {
  const { first, ask, cookie, picture } = await trial();
  await first();
  const json = { ...cookie, 'content-type': 'application/json' };
  const load = async (visitors: unknown) => (await ask('/load', json, 'PUT', JSON.stringify({ visitors }))).status;
  for (const wrong of [-1, 51, 1.5, '3', null]) expect(await load(wrong), String(wrong)).toBe(400);
  expect(await load(3)).toBe(204);
  await eventually(async () => expect((await picture()).visitors).toBe(3));
  expect(await load(0)).toBe(204);
  await eventually(async () => expect((await picture()).visitors).toBe(0));
});

test('who is too many leaves, and who is asked for again is somebody else', async () => {
  const walks: { readonly seed: number; readonly signal: AbortSignal }[] = [];
  const people = crowd('http://127.0.0.1:1', async (options) => {
    walks.push(options);
    await new Promise((left) => options.signal.addEventListener('abort', left));
  });
  people.set(3);
  people.set(1);
  people.set(2);
  expect(people.size()).toBe(2);
  expect(walks.map(({ signal }) => signal.aborted)).toEqual([false, true, true, false]);
  expect(new Set(walks.map(({ seed }) => seed)).size).toBe(4);
  await people.close();
  expect(walks.every(({ signal }) => signal.aborted)).toBe(true);
});

test('the token is made once, and nobody else may read it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'control-room-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const token = tokenIn(path.join(folder, 'state'));
  expect(token).toMatch(/^[0-9a-f]{32}$/);
  expect(tokenIn(path.join(folder, 'state'))).toBe(token);
  expect(statSync(path.join(folder, 'state/control-room.token')).mode & 0o777).toBe(0o600);
});
