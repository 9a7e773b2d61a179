// Where a call goes. A host with one address has one pool and nothing else; behind a name there may be several instances.
import { isIP } from 'node:net';
import { type CallContext, type Clock, systemClock, TimeoutError } from '@evenkeel/resilience';
import { type Dispatcher, errors } from 'undici';
import { BadAnswerError, HttpStatusError } from './errors.ts';
import { type CallOutcome, type Instance, Instances } from './instances.ts';
import { codeOf, type Lookup, machineLookup } from './lookup.ts';
import { NameWatch } from './name-watch.ts';
import { type OpenPool, openPool, openPoolVia, Pools } from './pools.ts';

/** Names, sockets, time and chance; what is left out is the machine's own. */
export interface Network {
  readonly lookup?: Lookup;
  readonly open?: OpenPool;
  readonly clock?: Clock;
  /** 0 to below 1. */
  readonly random?: () => number;
}

type Send<T> = (to: Dispatcher, context: CallContext) => Promise<T>;

export interface Reach {
  /** Sends a request to one of those who can answer it, and learns from how it ends. `send` ends when the body was read. */
  run<T>(context: CallContext, send: Send<T>): Promise<T>;
  /** Ends idle sockets now, and resolves when the busy ones are done. */
  close(): Promise<void>;
}

/** @param connections most sockets, over all addresses */
export const reach = (base: URL, connections: number, network: Network = {}): Reach =>
  hasOneAddress(base.hostname) ? onlyOne(base, connections) : anyOf(base, connections, network);

const hasOneAddress = (host: string): boolean =>
  isIP(host.replace(/^\[|\]$/g, '')) > 0 || /(^|\.)localhost$/.test(host);

function onlyOne(base: URL, connections: number): Reach {
  const pool = openPool(base, connections);
  return { run: (context, send) => send(pool, context), close: () => pool.close() };
}

function anyOf(base: URL, connections: number, network: Network): Reach {
  const { lookup = machineLookup(), open = openPoolVia(base), clock = quietClock, random = Math.random } = network;
  const closing = new AbortController();
  const instances = new Instances({ now: () => clock.now(), random });
  // The death of an instance shows on its idle connections first: doubted now, it gets no call at all.
  const pools = new Pools(open, connections, (address) => {
    instances.doubt(address);
    name.doubted();
  });
  const onLooked = () => pools.keepOnly(instances.addresses);
  const name = new NameWatch({ name: base.hostname, lookup, clock, instances, onLooked });
  const poolOf = ({ address }: Instance) => pools.of(address, instances.size);

  const probeWhoIsDue = async (): Promise<void> => {
    const instance = instances.beginProbe();
    if (instance === undefined) return;
    instances.endProbe(instance, await isAlive(poolOf(instance), closing.signal));
  };

  /** The choice and its pool, in one go: in between, the address could go. */
  const begin = () => {
    if (closing.signal.aborted) throw closing.signal.reason;
    const instance = instances.begin();
    if (instance === undefined) return undefined;
    void probeWhoIsDue();
    return { instance, pool: poolOf(instance) };
  };

  const beginWhenKnown = async (signal: AbortSignal) => {
    for (;;) {
      await name.found(signal);
      const call = begin();
      if (call !== undefined) return call;
    }
  };

  return {
    run: async (context, send) => {
      name.used();
      const { instance, pool } = begin() ?? (await beginWhenKnown(context.signal));
      let outcome: CallOutcome = 'answered';
      try {
        return await send(pool, context);
      } catch (error) {
        outcome = outcomeOf(error, context.signal);
        throw error;
      } finally {
        instances.end(instance, outcome);
        if (outcome === 'failed') name.doubted();
      }
    },
    close: async () => {
      const reason = new errors.ClientClosedError();
      closing.abort(reason);
      name.close(reason);
      await pools.close();
    },
  };
}

const probeMs = 500;

/** Every service of this shop answers that without asking anybody; another answer of somebody else proves as much. */
async function isAlive(pool: Dispatcher, closing: AbortSignal): Promise<boolean> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(probeMs)]);
  try {
    const { body } = await pool.request({ method: 'GET', path: '/health/live', signal });
    await body.dump();
    return true;
  } catch {
    return false;
  }
}

const brokenConnection: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/** A bad answer is an answer. A caller's own deadline says how little time it had, not how slow the instance is. */
function outcomeOf(error: unknown, signal: AbortSignal): CallOutcome {
  if (error instanceof HttpStatusError || error instanceof BadAnswerError) return 'answered';
  if (signal.aborted) return signal.reason instanceof TimeoutError ? 'failed' : 'unknown';
  return brokenConnection.has(codeOf(error)) ? 'failed' : 'unknown';
}

/** A lookup in the background keeps no process alive. */
const quietClock: Clock = { ...systemClock, setTimer: (fn, ms) => setTimeout(fn, ms).unref() };
