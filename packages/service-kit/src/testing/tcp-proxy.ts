// Stands between a service and a store, and fails as a store fails: cut off (killed) or silent (stopped).

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** Connections that are open on the side of the service. */
  connections(): number;
  /** Connections that were ever asked for. */
  attempts(): number;
  /** As after SIGKILL: open connections break, new ones are refused. */
  cut(): Promise<void>;
  /** As after SIGSTOP: connections stay open and new ones are taken, but nothing comes back. */
  hang(): void;
  /** Works again. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

/** A proxy on a free port of 127.0.0.1 in front of the server at `url`. */
export async function tcpProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const pairs = new Map<Socket, Socket>();
  let hung = false;
  let attempts = 0;

  const server: Server = createServer((near) => {
    attempts += 1;
    const far = connect({ host: target.hostname, port: Number(target.port) });
    pairs.set(near, far);
    near.pipe(far);
    far.pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => one.destroy());
      one.on('close', () => {
        other.destroy();
        pairs.delete(near);
      });
    }
    if (hung) silence([near, far]);
  });
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
    await closed;
  };
  const port = await listen(0);

  return {
    port,
    connections: () => pairs.size,
    attempts: () => attempts,
    cut,
    hang: () => {
      hung = true;
      for (const pair of pairs) silence(pair);
    },
    heal: async () => {
      hung = false;
      for (const [near, far] of pairs) {
        near.pipe(far);
        far.pipe(near);
      }
      if (!server.listening) await listen(port);
    },
    close: async () => {
      if (server.listening) await cut();
    },
  };
}

/** Nothing is read any more; whoever closes its end is still noticed. */
function silence([near, far]: readonly [Socket, Socket]): void {
  near.unpipe(far);
  far.unpipe(near);
  // An unread socket does not notice its end: keep reading, and drop what comes.
  near.on('data', () => undefined);
  far.pause();
}
