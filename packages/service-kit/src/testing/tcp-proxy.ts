// Stands between a service and a store, and fails as a store fails: cut off (killed) or silent (stopped).
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

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
  /** What was sent while nothing came through: a stopped process finds it when it goes on. */
  const held: { readonly to: Socket; readonly chunk: Buffer }[] = [];
  let hung = false;
  let attempts = 0;

  const forward = (from: Socket, to: Socket) => {
    from.on('data', (chunk) => (hung ? held.push({ to, chunk }) : to.write(chunk)));
    from.on('error', () => from.destroy());
    from.on('close', () => to.destroy());
  };
  const server = createServer((near) => {
    attempts += 1;
    const far = connect({ host: target.hostname, port: Number(target.port) });
    forward(near, far);
    forward(far, near);
    pairs.set(near, far);
    near.on('close', () => pairs.delete(near));
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const cut = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const near of pairs.keys()) near.destroy();
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
    },
    heal: async () => {
      hung = false;
      for (const { to, chunk } of held.splice(0)) if (!to.destroyed) to.write(chunk);
      if (!server.listening) await listen(port);
    },
    close: async () => {
      if (server.listening) await cut();
    },
  };
}
