import { connect, createServer, type Socket } from 'node:net';

/** Hands over the address of a port on 127.0.0.1 that leads to `port` of `host`, for as long as `use` takes. */
export async function forwarded<T>(host: string, port: number, use: (address: string) => Promise<T>): Promise<T> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, host);
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      open.add(one);
      // Without a listener an error would end the whole run: whoever is at the other end sees it as a closed connection.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the forwarding has no port');
    return await use(`127.0.0.1:${address.port}`);
  } finally {
    server.close();
    for (const socket of open) socket.destroy();
  }
}
