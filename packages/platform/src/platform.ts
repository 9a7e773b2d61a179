// One adapter per way of running the shop. The matrix, chaos and the tests speak only this.

import type { PartName, PartState } from './parts.ts';

export interface PartStatus {
  readonly name: PartName;
  /** The process that owns the port; null when there is none. */
  readonly pid: number | null;
  /** On 127.0.0.1; null when it cannot be reached from this machine. */
  readonly port: number | null;
  readonly state: PartState;
  /** What a person wants to know beside the state: an exit code, why it is absent, what it still waits for. */
  readonly note: string;
}

export interface Platform {
  /** Every part, in the order of the table of parts. Takes about a second at most, even when parts hang. */
  list(): Promise<PartStatus[]>;
  /** SIGKILL to the part and everything it started. It stays dead until `start`. Throws when it is not running. */
  kill(name: PartName): Promise<void>;
  /** It hangs with its connections open: SIGSTOP, or a container's freezer. Throws when it is not running. */
  pause(name: PartName): Promise<void>;
  unpause(name: PartName): Promise<void>;
  /** Returns when the part answers; a paused one is let go on, a running one left alone. Throws with its last log lines. */
  start(name: PartName): Promise<void>;
  /** Asks politely, then kills. A part that is not running is left as it is. */
  stop(name: PartName): Promise<void>;
  /** The part's port on 127.0.0.1. Throws when it has none there. */
  port(name: PartName): number;
  /** `http://127.0.0.1:PORT`, without a slash at the end. Throws when it has none. */
  url(name: PartName): string;
}

/** What can be done to a circuit breaker by hand: let nothing through, make it as new, take `open` back. */
export const breakerVerbs = ['open', 'close', 'release'] as const;
export type BreakerVerb = (typeof breakerVerbs)[number];

/** What one part said to its operator. */
export interface OperatorAnswer {
  readonly name: PartName;
  readonly done: boolean;
  readonly answer: string;
}

/** What a part answered to a question of its operator. */
export interface OperatorReply {
  readonly status: number;
  /** As JSON; undefined when it was none. */
  readonly body: unknown;
}

/** A shop as a whole, however its parts are run. */
export interface ManagedShop {
  readonly platform: Platform;
  /** Starts one part. Throws when it cannot, with the way out. */
  start(name: PartName): Promise<void>;
  /** Starts all that is not running. Answers what did not come up, with the reason; absent parts are none. */
  up(): Promise<PlatformError[]>;
  down(): Promise<void>;
  /** Takes the shop down and deletes its data. The next start makes and fills it anew. */
  reset(): Promise<void>;
  /** Asks gateway and web to drop their last good copies, as if no page had ever been seen. */
  forget(): Promise<OperatorAnswer[]>;
  /** Steers a circuit breaker of the gateway (every gateway's), by its name in `GET /health`. */
  steerBreaker(name: string, verb: BreakerVerb): Promise<OperatorAnswer[]>;
  /** Asks a part below its `/operator/`, as its operator. Throws when it does not answer. */
  operate(name: PartName, method: 'GET' | 'POST', path: string): Promise<OperatorReply>;
  /** The metrics of a part, as Prometheus reads them. Throws when it does not answer. */
  metrics(name: PartName): Promise<string>;
  /** The last lines of a part's log. */
  tail(name: PartName, lines: number): Promise<string[]>;
  /** Hands over what a part logs from now on, until the signal aborts. */
  follow(name: PartName, write: (text: string) => void, signal: AbortSignal): Promise<void>;
}

/** What was asked cannot be done, in words for the person who asked. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
}
