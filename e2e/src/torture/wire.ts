// Between two parts that speak HTTP: passes bytes, or does what wires do at their worst. On the loopback interface only.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * `refuse`: connections are reset as they come. `hang`: what is asked arrives, no answer ever does. `slow`: answers come late.
 * `lossy`: what is asked arrives and is done, and the connection breaks before the answer.
 */
export type WireTrouble = 'refuse' | 'hang' | 'slow' | 'lossy';

export interface Wire {
  readonly port: number;
  /** Of all connections, old and new. */
  trouble: WireTrouble | null;
  /** So much later answers come while it is slow, in ms. */
  slowMs: number;
  close(): Promise<void>;
}

export async function wire(targetPort: number): Promise<Wire> {
  const open = new Set<Socket>();
  const state: { trouble: WireTrouble | null; slowMs: number } = { trouble: null, slowMs: 1_500 };
  const server = createServer((near) => {
    if (state.trouble === 'refuse') return void near.resetAndDestroy();
    const far = connect(targetPort, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (chunk) => {
      if (state.trouble === 'refuse') near.resetAndDestroy();
      else far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (state.trouble === 'hang') return;
      if (state.trouble === 'lossy') return void near.resetAndDestroy();
      if (state.trouble === 'slow')
        return void setTimeout(() => near.writable && near.write(chunk), state.slowMs).unref();
      near.write(chunk);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return Object.assign(state, {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  });
}
