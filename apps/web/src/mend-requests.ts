// What Next trips over before our proxy can refuse it is mended as it comes in: whatever HTTP allows to ask has an answer, and it is
// never an error of ours. Measured with Next 16.4.6: each line below answers what was 500, a redirect to itself, or nothing at all.
import { subscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { proxyFacts } from './request-facts.ts';

export function mendRequests(): void {
  subscribe('net.server.socket', (message) =>
    mendServer((message as { socket: Socket & { server?: unknown } }).socket),
  );
  subscribe('http.server.request.start', (message) => mend((message as { request: IncomingMessage }).request));
}

/** The standard forbids these to a `Request`, and Next makes one before any code of ours runs: it would answer 500. */
const unspeakable = new Set(['TRACE', 'TRACK', 'CONNECT']);

const unheard = [
  ...proxyFacts, // Said by our proxy to our pages; where no proxy runs, nobody says it.
  'next-action', // This shop has no server actions: who names one is guessing, and Next would log an error for each guess.
  ...['range', 'if-range', 'if-match', 'if-unmodified-since'], // A file that cannot be sent so was a 500; now it comes whole.
] as const;

/** What Next's own router asks with. The links of this shop are plain, so nobody does; on a page that is not there it was a 500. */
const ofTheRouter = [
  ...['rsc', 'next-url', 'next-router-state-tree', 'next-router-prefetch', 'next-router-segment-prefetch'],
  'next-hmr-refresh',
] as const;

const isDevelopment = process.env.NODE_ENV === 'development';
const removed: readonly string[] = isDevelopment ? unheard : [...unheard, ...ofTheRouter];

function mend(request: IncomingMessage): void {
  for (const name of removed) delete request.headers[name];
  // Next would believe them; ours are the Host and, where something stands in front, PUBLIC_ORIGINS.
  for (const name in request.headers) if (name.startsWith('x-forwarded-')) delete request.headers[name];
  // Under a harmless name the proxy sees it, and refuses it as it does every method but GET and HEAD.
  if (unspeakable.has(request.method ?? '')) request.method = 'OPTIONS';
  if (!request.url?.startsWith('/')) toOriginForm(request);
  // Files are served before the proxy, and to any other method with a 500: the proxy refuses it at any address.
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads && /^\/(_next|pictures)\//.test(request.url ?? '')) request.url = '/';
}

/** A target that is nobody's address: not found, or not allowed. */
const nowhere = '/*';

/** `GET http://shop.example/cart` is `GET /cart` of that host (RFC 9112, 3.2.2). What is no address at all leads nowhere. */
function toOriginForm(request: IncomingMessage): void {
  const asked = request.url ?? '';
  const url = /^https?:\/\//i.test(asked) && URL.canParse(asked) ? new URL(asked) : undefined;
  request.url = url ? url.pathname + url.search : nowhere;
  if (url) request.headers.host = url.host;
}

/** What never becomes a request of Next's: CONNECT and, where anybody listens for them, upgrades. */
function mendServer({ server }: { server?: unknown }): void {
  if (!(server instanceof Server)) return;
  // Nobody to talk to over a WebSocket here: without a listener Node answers as if nobody had asked for one (RFC 9110, 7.8).
  if (!isDevelopment) server.removeAllListeners('upgrade');
  if (server.listenerCount('connect') === 0) server.on('connect', (_request, socket) => refuseTunnel(socket));
}

function refuseTunnel(socket: Duplex): void {
  socket.on('error', () => socket.destroy()); // Whoever asked has gone: nobody else is concerned.
  socket.end(
    'HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    () => socket.destroy(),
  );
}
