// Which addresses does a name have?
//
// `dns.lookup` alone would do, but it holds one of libuv's four threads (of which only two may do slow work) until a silent
// name server has been waited for, some ten seconds: two dead names would keep every living one waiting. So the name server
// is asked over c-ares, which needs no thread and can be cancelled, and `dns.lookup` only where it said "no such name".
import { promises as dns } from 'node:dns';
import { isIPv6 } from 'node:net';
import { fromHostsFile } from './hosts-file.ts';

/** All addresses of `name`, IPv4 if there are any. Rejects with an error that has a `code`, and soon when `signal` is aborted. */
export type Lookup = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

/** Two tries and c-ares' own pauses: silence is a failure after 0.9 s. */
const patience = { timeout: 300, tries: 2 };

/**
 * The machine's way: its hosts file, its name server, then whatever else it has (search domains, mDNS, IPv6 only).
 * @param servers name servers to ask instead of the machine's own, as `127.0.0.1:53`
 */
export function machineLookup(servers?: readonly string[]): Lookup {
  let isServed = false;
  return async (name, signal) => {
    const local = await fromHostsFile(name);
    if (local.length > 0) return oneFamily(local);
    try {
      const found = await askNameServer(name, signal, servers);
      isServed = true;
      return found;
    } catch (error) {
      // A name that the server has known is the server's: it is gone, and nobody else need be asked.
      if (isServed || !isAnswer(error)) throw error;
      return askSystem(name, signal);
    }
  };
}

async function askNameServer(name: string, signal: AbortSignal, servers?: readonly string[]): Promise<string[]> {
  signal.throwIfAborted();
  // A new one costs 0.03 ms and knows the machine's name servers of today.
  const resolver = new dns.Resolver(patience);
  if (servers !== undefined) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await resolver.resolve4(name);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Silence, and what was cancelled, is no answer: `dns.lookup` would wait for the same silence, on a thread. */
const isAnswer = (error: unknown): boolean => !['ETIMEOUT', 'ECANCELLED'].includes(codeOf(error) ?? '');

let lastAsked: Promise<unknown> = Promise.resolve();

/** One at a time in the whole process, so that databases and caches never wait for a thread because of us. */
function askSystem(name: string, signal: AbortSignal): Promise<string[]> {
  const asked = lastAsked.then(async () => {
    signal.throwIfAborted();
    return oneFamily((await dns.lookup(name, { all: true })).map(({ address }) => address));
  });
  lastAsked = asked.catch(() => undefined);
  return asked;
}

/** Both families lead to the same instance, which may listen on one of them only: as IPv4, like our own services. */
function oneFamily(addresses: readonly string[]): string[] {
  const four = addresses.filter((address) => !isIPv6(address));
  return four.length > 0 ? four : [...addresses];
}

/** The `code` of an error, if it has one. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
