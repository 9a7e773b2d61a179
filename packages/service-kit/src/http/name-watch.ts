// Keeps the addresses of a name up to date while it is used: on demand and in the background, so that no call waits that
// has somebody to ask. No lookup begins unless somebody asks, and there is a timer only while one is under way.
import type { Clock } from '@evenkeel/resilience';
import type { Instances } from './instances.ts';
import { codeOf, type Lookup } from './lookup.ts';

/** Time from one lookup to the next, in ms, when nothing is wrong. */
const calmMs = 500;
/** The same when a connection failed or no address is known. */
const urgentMs = 100;
/** Most time of a lookup, in ms; it fails then with ETIMEOUT. */
const deadlineMs = 1_000;
/** So long, in ms, addresses that do not answer are kept while no name server is heard. */
const keepMs = 30_000;

export interface NameWatchOptions {
  readonly name: string;
  readonly lookup: Lookup;
  readonly clock: Clock;
  /** Is told what is found. */
  readonly instances: Instances;
  /** Called after each lookup. */
  readonly onLooked: () => void;
}

export class NameWatch {
  readonly #options: NameWatchOptions;
  readonly #closing = new AbortController();
  #startedAt = Number.NEGATIVE_INFINITY;
  #dueAt = Number.NEGATIVE_INFINITY;
  #underWay: Promise<void> | undefined;
  /** Of the last lookup, when it failed. */
  #error: unknown;
  #failingSince: number | undefined;

  constructor(options: NameWatchOptions) {
    this.#options = options;
  }

  /** The name is in use: looks it up in the background if that is due. */
  used(): void {
    const now = this.#options.clock.now();
    if (this.#underWay !== undefined || now < this.#dueAt || this.#closing.signal.aborted) return;
    this.#startedAt = now;
    this.#dueAt = now + calmMs;
    this.#underWay = this.#look();
  }

  /** What is known may be wrong: the next lookup is due soon. */
  doubted(): void {
    this.#dueAt = Math.min(this.#dueAt, this.#startedAt + urgentMs);
    this.used();
  }

  /**
   * Waits until a lookup has found something.
   * @throws the error of the lookup, or at once of the last one while no other is due; the reason of `signal` when that is aborted
   */
  async found(signal: AbortSignal): Promise<void> {
    if (this.#underWay === undefined) this.doubted();
    if (this.#underWay !== undefined) await unlessAborted(this.#underWay, signal);
    if (this.#error !== undefined) throw this.#error;
  }

  /** Ends the lookup that is under way, and begins no other. `reason` is what those get who wait for an address. */
  close(reason: Error): void {
    this.#error = reason;
    this.#closing.abort(reason);
  }

  async #look(): Promise<void> {
    const { instances, clock, onLooked } = this.#options;
    try {
      instances.update(await this.#ask());
      this.#error = undefined;
      this.#failingSince = undefined;
    } catch (error) {
      this.#error = error;
      this.#failingSince ??= clock.now();
      // Docker says SERVFAIL for a name that is gone: together with a failure of the instance, any answer is believed.
      const isLong = clock.now() - this.#failingSince >= keepMs;
      if (isLong || !isSilence(error)) instances.forgetFailed();
      // Where no name server is heard, whoever answers is there all the same.
      if (isLong && !isSilence(error)) instances.update([]);
    }
    this.#underWay = undefined;
    onLooked();
  }

  async #ask(): Promise<readonly string[]> {
    const { name, lookup, clock } = this.#options;
    const late = new AbortController();
    const timer = clock.setTimer(() => late.abort(lookupError('ETIMEOUT', name)), deadlineMs);
    const close = () => late.abort(this.#closing.signal.reason);
    this.#closing.signal.addEventListener('abort', close);
    try {
      const addresses = await unlessAborted(lookup(name, late.signal), late.signal);
      if (addresses.length === 0) throw lookupError('ENOTFOUND', name);
      return addresses;
    } finally {
      clock.clearTimer(timer);
      this.#closing.signal.removeEventListener('abort', close);
    }
  }
}

/** No name server was heard: that says nothing of the instances. */
const isSilence = (error: unknown): boolean => ['ETIMEOUT', 'ECANCELLED', 'ECONNREFUSED'].includes(codeOf(error) ?? '');

/** Looks like an error of `node:dns`: whoever reads codes need not know who gave up. */
const lookupError = (code: string, name: string): Error =>
  Object.assign(new Error(`lookup ${code} ${name}`), { code, hostname: name });

/** `work`, or the reason of `signal` as soon as that is aborted; `work` goes on then, and its end is of no interest. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
