import { Socket } from 'node:net';
import pg from 'pg';

export interface Server {
  readonly port: number;
  readonly password: string;
  /** `postgres` by default. */
  readonly database?: string;
}

/** One connection as the superuser. Throws when the server takes longer than the limit to connect or for any query. */
export async function withSession<T>(
  server: Server,
  work: (client: pg.Client) => Promise<T>,
  limitMs = 5_000,
): Promise<T> {
  const socket = new Socket();
  const client = new pg.Client({
    host: '127.0.0.1',
    port: server.port,
    user: 'postgres',
    password: server.password,
    database: server.database ?? 'postgres',
    connectionTimeoutMillis: limitMs,
    query_timeout: limitMs,
    stream: () => socket,
  });
  client.on('error', () => undefined); // A server that dies fails the query in hand; that is enough.
  try {
    await client.connect();
    return await work(client);
  } finally {
    socket.destroy(); // Not client.end(): it waits for the server to hang up, and a suspended one never does.
  }
}

/** True when the server answers a query within the limit. */
export async function serves(server: Server, limitMs: number): Promise<boolean> {
  try {
    await withSession(server, (client) => client.query('SELECT 1'), limitMs);
    return true;
  } catch {
    return false; // Not there, still starting, or hung: in each case it does not serve.
  }
}
