// One pool of connections per address. All together keep no more sockets than a single one would.
import { isIP } from 'node:net';
import { type Dispatcher, Pool } from 'undici';

/** Opens a pool of at most `connections` sockets to one address of a name. */
export type OpenPool = (address: string, connections: number) => Dispatcher;

/** Sockets live for 30 s without use, or as long as the server says. */
const keepAliveTimeout = 30_000;

/** A pool to whatever the machine connects to: the only one of a host that has a single address. */
export const openPool = (base: URL, connections: number): Pool =>
  new Pool(base.origin, { connections, keepAliveTimeout, connect: { timeout: 2_000 } });

/**
 * Pools to `base` by way of one address. Host header and TLS server name remain those of the name. In the network of a
 * container nothing answers for one that is gone: 200 ms instead of 2 s leave time for a second try elsewhere. With TLS a
 * connection takes three journeys, perhaps around the world.
 */
export const openPoolVia =
  (base: URL): OpenPool =>
  (address, connections) => {
    const family = isIP(address);
    return new Pool(base.origin, {
      connections,
      keepAliveTimeout,
      connect: {
        timeout: base.protocol === 'https:' ? 2_000 : 200,
        lookup: (_name, { all }, found) => (all ? found(null, [{ address, family }]) : found(null, address, family)),
      },
    });
  };

interface Entry {
  readonly pool: Dispatcher;
  readonly share: number;
}

export class Pools {
  readonly #open: OpenPool;
  readonly #connections: number;
  readonly #onLost: (address: string) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #ending = new Set<Promise<void>>();

  /** @param onLost called when the other side has closed a connection, also an idle one */
  constructor(open: OpenPool, connections: number, onLost: (address: string) => void) {
    this.#open = open;
    this.#connections = connections;
    this.#onLost = onLost;
  }

  /** The pool of `address`, one of `among`. When their number has changed so has its share, and it is a new pool. */
  of(address: string, among: number): Dispatcher {
    const share = Math.max(1, Math.floor(this.#connections / among));
    const entry = this.#entries.get(address);
    if (entry?.share === share) return entry.pool;
    if (entry !== undefined) this.#end(address, entry);
    const pool = this.#open(address, share);
    pool.on('disconnect', (_origin, _targets, { code }) => {
      if (code === 'UND_ERR_SOCKET') this.#onLost(address);
    });
    this.#entries.set(address, { pool, share });
    return pool;
  }

  /** Ends the pools of all other addresses: idle sockets now, busy ones when they are done. */
  keepOnly(addresses: readonly string[]): void {
    for (const [address, entry] of this.#entries) if (!addresses.includes(address)) this.#end(address, entry);
  }

  /** Ends all pools, and resolves when no request is running any more. */
  async close(): Promise<void> {
    this.keepOnly([]);
    await Promise.all(this.#ending);
  }

  #end(address: string, { pool }: Entry): void {
    this.#entries.delete(address);
    const ended = pool.close().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
