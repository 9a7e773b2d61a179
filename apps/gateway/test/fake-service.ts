// A service of the test's making: answers what it is told to, or misbehaves as told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type Behaviour = (req: IncomingMessage, res: ServerResponse) => unknown;

export interface FakeService {
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  behave: Behaviour;
  close(): void;
}

export const json =
  (body: unknown, status = 200): Behaviour =>
  (_req, res) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Says, as a service of the shop does, that it does not know what was asked for. */
export const notFound: Behaviour = (_req, res) =>
  res
    .writeHead(404, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404 }));

/** Never answers, keeps the connection open: what SIGSTOP looks like from outside. */
export const hang: Behaviour = () => undefined;

/** All the ways to answer 200 and be of no use. */
export const garbage: Readonly<Record<string, Behaviour>> = {
  'an HTML page': (_req, res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to nginx!</h1>'),
  'half a JSON': (_req, res) => res.writeHead(200, { 'content-type': 'application/json' }).end('{"slug":"laptop","na'),
  'a wrong schema': json({ slug: 'laptop', name: '', price: 0, items: 'none' }),
  '50 MB': async (_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(64 * 1024, '"');
    const closed = onceClosed(res);
    for (let sent = 0; sent < 50 * 1024 * 1024 && !res.destroyed; sent += chunk.length) {
      if (!res.write(chunk)) await Promise.race([onceDrained(res), closed]);
    }
    res.end();
  },
  'one byte a second': async (_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json' });
    const closed = onceClosed(res);
    for (let sent = 0; sent < 20 && !res.destroyed; sent++) {
      res.write(' ');
      await Promise.race([pause(1_000, undefined, { ref: false }), closed]);
    }
  },
};

const onceDrained = (res: ServerResponse) => new Promise((resolve) => res.once('drain', resolve));
const onceClosed = (res: ServerResponse) => new Promise((resolve) => res.once('close', resolve));

export async function fakeService(behave: Behaviour): Promise<FakeService> {
  const asked: string[] = [];
  const fake = { behave };
  const server = createServer((req, res) => {
    asked.push(req.url ?? '');
    void fake.behave(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(fake, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
}
