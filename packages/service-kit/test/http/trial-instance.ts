// An instance that can be killed, stopped and started again.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TrialInstance {
  readonly port: number;
  /** Calls that came, without probes. */
  readonly calls: number;
  readonly probes: number;
  readonly lastHeaders: IncomingHttpHeaders;
  status: number;
  sockets(): Promise<number>;
  /** Takes connections and requests, and answers none until {@link heal}. */
  hang(): void;
  /** As after SIGKILL: open connections break, new ones are refused. */
  kill(): Promise<void>;
  heal(): Promise<void>;
}

/** Answers `{ "from": name }` on a free port of 127.0.0.1. */
export async function trialInstance(name: string): Promise<TrialInstance> {
  let hung = false;
  /** What came while it was stopped: it answers when it goes on. */
  const held: (() => void)[] = [];
  const count = { calls: 0, probes: 0 };
  let lastHeaders: IncomingHttpHeaders = {};
  let server: Server;
  const start = async (port: number) => {
    server = createServer((req, res) => {
      count[req.url === '/health/live' ? 'probes' : 'calls'] += 1;
      lastHeaders = req.headers;
      const answer = () => {
        res.writeHead(instance.status, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ from: name }));
      };
      if (hung) held.push(answer);
      else answer();
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const port = await start(0);
  const instance: TrialInstance = {
    port,
    status: 200,
    get calls() {
      return count.calls;
    },
    get probes() {
      return count.probes;
    },
    get lastHeaders() {
      return lastHeaders;
    },
    sockets: () => new Promise((resolve) => server.getConnections((_error, open) => resolve(open))),
    hang: () => {
      hung = true;
    },
    kill: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    heal: async () => {
      hung = false;
      for (const answer of held.splice(0)) answer();
      if (!server.listening) await start(port);
    },
  };
  return instance;
}
