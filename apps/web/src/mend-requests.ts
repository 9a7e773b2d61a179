// What Next trips over before our proxy can refuse it is taken out of requests as they come in.
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { proxyFacts } from './request-facts.ts';

/** The standard forbids these to a `Request`, and Next makes one before any code of ours runs: it would answer 500. */
const unspeakable = new Set(['TRACE', 'TRACK', 'CONNECT']);

export function mendRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    // Under a harmless name the proxy sees it, and refuses it as it does every method but GET and HEAD.
    if (unspeakable.has(request.method ?? '')) request.method = 'OPTIONS';
    // This shop has no server actions: who names one is guessing, and Next would log an error for each guess.
    delete request.headers['next-action'];
    // Said by our proxy to our pages; where no proxy runs, nobody says it.
    for (const name of proxyFacts) delete request.headers[name];
  });
}
