import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { problem } from '@evenkeel/contracts';
import { Router } from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog, createService, deadlineOf, type Listening, listen, notFound } from '../../src/index.ts';
import { eventually } from '../../src/testing/eventually.ts';

let lines: Record<string, unknown>[];
let listening: Listening;
let url: string;
let ready: boolean;
let worked: number;
let deadlines: { ms: number; signal: AbortSignal }[];

beforeEach(async () => {
  lines = [];
  ready = true;
  worked = 0;
  deadlines = [];
  const keep = new Writable({
    write: (line, _encoding, done) => {
      lines.push(JSON.parse(String(line)));
      done();
    },
  });
  const log = createLog('trial', 'debug', keep);
  const router = Router();
  router.get('/things/:id', (req, res) => {
    log.info('looking');
    if (req.params.id === 'none') throw notFound('There is no such thing.');
    res.json({ id: req.params.id });
  });
  router.post('/things', (req, res) => {
    res.json(req.body);
  });
  router.get('/defect', () => {
    throw new Error('secret of the house');
  });
  router.get('/work', (req, res) => {
    worked += 1;
    deadlines.push({ ms: deadlineOf(req).remainingMs(), signal: deadlineOf(req).signal });
    res.json({});
  });
  router.get('/hang', (req) => {
    deadlines.push({ ms: deadlineOf(req).remainingMs(), signal: deadlineOf(req).signal });
  });
  const app = createService({
    name: 'trial',
    log,
    routers: [router],
    ready: () => ({ ok: ready, checks: { store: ready ? 'up' : 'down' } }),
  });
  listening = await listen(app, { host: '127.0.0.1', port: 0, log, signals: false });
  url = `http://127.0.0.1:${listening.port}`;
});

afterEach(() => listening.stop());

const errors = () => lines.filter((line) => line.level === 'error');

const json = { 'content-type': 'application/json' };

test.each<[string, RequestInit & { path: string }, number]>([
  ['an unknown address', { path: '/nothing' }, 404],
  ['an unknown thing', { path: '/things/none' }, 404],
  ['a NUL in the address', { path: '/things/%00' }, 400],
  ['broken UTF-8 in the address', { path: '/things/%ff' }, 400],
  ['a lone percent sign', { path: '/things/1?q=100%' }, 400],
  ['half a JSON', { path: '/things', method: 'POST', body: '{"a":', headers: json }, 400],
  ['a body that is not JSON', { path: '/things', method: 'POST', body: 'a=1' }, 415],
  ['2 MB of body', { path: '/things', method: 'POST', body: JSON.stringify('x'.repeat(2e6)), headers: json }, 413],
  ['a wrong method', { path: '/things/1', method: 'DELETE' }, 405],
])('answers %s with a problem, and is not to blame', async (_, { path, ...init }, status) => {
  const response = await fetch(url + path, init);
  const body = problem.parse(await response.json());
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(body).toMatchObject({ type: 'about:blank', status, instance: response.headers.get('x-request-id') });
  expect(errors()).toEqual([]);
});

test('who sends too much reads why, also on a connection that closes', async () => {
  const status = await new Promise((resolve, reject) => {
    const headers = { ...json, connection: 'close' };
    const sent = request(`${url}/things`, { method: 'POST', headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject);
    sent.end(JSON.stringify('x'.repeat(2e6)));
  });
  expect(status).toBe(413);
});

test('a wrong method is told the right ones', async () => {
  const post = await fetch(`${url}/things/1`, { method: 'POST' });
  expect(post.headers.get('allow')).toBe('GET, HEAD');
  const get = await fetch(`${url}/things`);
  expect(get.status).toBe(405);
  expect(get.headers.get('allow')).toBe('POST');
  expect((await fetch(`${url}/health/live`, { method: 'PUT' })).status).toBe(405);
});

test('a defect of ours is a 500 that keeps its secrets, and is logged once with its stack', async () => {
  const response = await fetch(`${url}/defect`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(errors()).toHaveLength(1);
  expect(errors()[0]).toMatchObject({ err: { message: 'secret of the house', stack: expect.any(String) } });
});

test('says nothing about what it is made of', async () => {
  expect((await fetch(`${url}/things/1`)).headers.get('x-powered-by')).toBeNull();
});

test('a sane request id travels through the log and back', async () => {
  const response = await fetch(`${url}/things/1`, { headers: { 'x-request-id': 'visit-0001' } });
  expect(response.headers.get('x-request-id')).toBe('visit-0001');
  const access = await eventually(() => {
    const line = lines.find(({ msg }) => msg === 'request');
    expect(line).toBeDefined();
    return line;
  });
  expect(access).toMatchObject({ requestId: 'visit-0001', method: 'GET', path: '/things/1', status: 200 });
  expect(lines.find(({ msg }) => msg === 'looking')).toMatchObject({ requestId: 'visit-0001' });
});

test.each(['short', 'has space in it', 'x'.repeat(65), 'semi;colon'])(
  'a request id like "%s" is replaced',
  async (id) => {
    const response = await fetch(`${url}/things/1`, { headers: { 'x-request-id': id } });
    expect(response.headers.get('x-request-id')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  },
);

test.each(['0', '-20'])('with a deadline of %s ms nothing is begun', async (ms) => {
  const response = await fetch(`${url}/work`, { headers: { 'x-deadline-ms': ms } });
  expect(response.status).toBe(503);
  expect(worked).toBe(0);
});

test('the remaining time of the caller is known to the work; nonsense and greed get the default', async () => {
  for (const ms of ['1200', 'soon', '99999999', undefined]) {
    await fetch(`${url}/work`, { headers: ms === undefined ? {} : { 'x-deadline-ms': ms } });
  }
  const [asked, ...others] = deadlines;
  expect(asked?.ms).toBeGreaterThan(0);
  expect(asked?.ms).toBeLessThanOrEqual(1_200);
  for (const other of others) expect(Math.round(other.ms / 1_000)).toBe(5);
});

test('work is aborted when the time of the caller is up', async () => {
  const leaving = new AbortController();
  const request = fetch(`${url}/hang`, { headers: { 'x-deadline-ms': '50' }, signal: leaving.signal });
  await eventually(() => expect(deadlines[0]?.signal.aborted).toBe(true));
  expect(deadlines[0]?.signal.reason).toMatchObject({ status: 503 });
  leaving.abort();
  await expect(request).rejects.toThrow();
});

test('work is aborted when the caller leaves, and finished work is not', async () => {
  const leaving = new AbortController();
  const request = fetch(`${url}/hang`, { signal: leaving.signal });
  await eventually(() => expect(deadlines).toHaveLength(1));
  leaving.abort();
  await expect(request).rejects.toThrow();
  await eventually(() => expect(deadlines[0]?.signal.aborted).toBe(true));
  await (await fetch(`${url}/work`)).text();
  await eventually(() => expect(lines.filter(({ path }) => path === '/work')).toHaveLength(1));
  expect(deadlines[1]?.signal.aborted).toBe(false);
});

test('is alive even when it is not ready', async () => {
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  ready = false;
  const response = await fetch(`${url}/health/ready`);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ ok: false, checks: { store: 'down' } });
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
});

test('measures requests by the pattern of their route, never by what was asked', async () => {
  for (const path of ['/things/1', '/things/2', '/nothing/1', '/nothing/2']) await (await fetch(url + path)).text();
  const metrics = await eventually(async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('_count{service="trial",method="GET",route="none",status="404"} 2');
    return text;
  });
  expect(metrics).toContain('_count{service="trial",method="GET",route="/things/:id",status="200"} 2');
  expect(metrics).not.toContain('things/1');
});

test('a client that sends half a request line does no harm', async () => {
  const socket = connect(listening.port, '127.0.0.1');
  socket.resume().end('GET /things/1 HTT');
  await once(socket, 'close');
  expect((await fetch(`${url}/things/1`)).status).toBe(200);
  expect(errors()).toEqual([]);
});
