// Stands in front of one part of a trial shop. As long as nothing is switched on it passes bytes; then it does to everybody who
// speaks to the part what a part in that trouble would do. On the loopback interface only.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { answerBroken, type Protocol, reset } from './broken-answers.ts';
import { type DelayLine, delayLine } from './delay-line.ts';

/**
 * `refuse`: nobody listens, as after SIGKILL. `slow`: every answer comes {@link slowMs} late. `error`: HTTP 503; stores reset the
 * connection. `garbage`: HTTP 200 with bytes that are not the contract; stores send bytes that are not their protocol.
 */
export const troubles = ['refuse', 'slow', 'error', 'garbage'] as const;
export type Trouble = (typeof troubles)[number];

/**
 * Later than anybody in the shop waits whose visitor waits: 290 ms of the gateway for a service, 700 ms of web for the gateway. Earlier
 * than a visitor leaves. So `slow` shows what `hung` shows, and besides that answers come in that nobody wants any more.
 */
export const slowMs = 1_500;

export interface FaultProxy {
  /** On 127.0.0.1; the same one for as long as the proxy lives. */
  readonly port: number;
  /** Null lets everything pass again. Returns when it holds for every connection, old and new. */
  set(trouble: Trouble | null): Promise<void>;
  close(): Promise<void>;
}

export interface FaultProxyOptions {
  /** Where the part itself listens, on 127.0.0.1. */
  readonly targetPort: number;
  readonly protocol: Protocol;
  /** How late answers come while it is slow, in ms; {@link slowMs} by default. */
  readonly delayMs?: number;
}

/** More than all connections of a shop together; the next one is refused. */
const mostConnections = 500;

export async function faultProxy({ targetPort, protocol, delayMs = slowMs }: FaultProxyOptions): Promise<FaultProxy> {
  let trouble: Trouble | null = null;
  const open = new Map<Socket, DelayLine | null>();

  const pass = (near: Socket): DelayLine => {
    const far = connect({ host: '127.0.0.1', port: targetPort });
    const answers = delayLine(far, near, () => (trouble === 'slow' ? delayMs : 0));
    near.on('data', (chunk) => {
      if (far.write(chunk)) return;
      near.pause();
      far.once('drain', () => near.resume());
    });
    far.on('data', answers.push);
    far.on('end', answers.end);
    // Nobody is there, or it died: whoever asked finds that out at once.
    far.on('error', () => reset(near));
    near.on('close', () => far.destroy());
    return answers;
  };

  const server = createServer((near) => {
    near.on('error', () => near.destroy());
    near.on('close', () => open.delete(near));
    const broken = trouble === 'error' || trouble === 'garbage' ? trouble : null;
    open.set(near, broken === null ? pass(near) : null);
    if (broken !== null) answerBroken(near, broken, protocol);
  });
  server.maxConnections = mostConnections;

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  };
  const cut = () => {
    for (const near of open.keys()) reset(near);
  };

  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    set: async (next) => {
      const before = trouble;
      trouble = next;
      if (next === 'refuse') return shut();
      if (!server.listening) await listen(port);
      // Slow are connections that are open already, too; everything else begins with new ones.
      if (next === 'slow' || (next === null && before === 'slow')) for (const line of open.values()) line?.flush();
      else if (next !== before) cut();
    },
    close: shut,
  };
}
