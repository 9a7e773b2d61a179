// One adapter per way of running the shop. The matrix, chaos and the tests speak only this.

import type { PartName, PartState } from './parts.ts';

export interface PartStatus {
  readonly name: PartName;
  /** The process that owns the port; null when there is none. */
  readonly pid: number | null;
  readonly port: number;
  readonly state: PartState;
  /** What a person wants to know beside the state: an exit code, why it is absent, what it still waits for. */
  readonly note: string;
}

export interface Platform {
  /** Every part, in the order of the table of parts. Takes about a second at most, even when parts hang. */
  list(): Promise<PartStatus[]>;
  /** SIGKILL to the part and everything it started. It stays dead until `start`. Throws when it is not running. */
  kill(name: PartName): Promise<void>;
  /** SIGSTOP: the part hangs with its connections open. Throws when it is not running. */
  pause(name: PartName): Promise<void>;
  unpause(name: PartName): Promise<void>;
  /** Returns when the part answers; a paused one is let go on, a running one left alone. Throws with its last log lines. */
  start(name: PartName): Promise<void>;
  /** Asks politely, then kills. A part that is not running counts as stopped afterwards. */
  stop(name: PartName): Promise<void>;
  /** The part's port on 127.0.0.1. */
  port(name: PartName): number;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url(name: PartName): string;
}

/** What was asked cannot be done, in words for the person who asked. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
}
