// What the work sees of its call: an attempt of its own, so that a late one never takes the signal of the next for its own.
import type { Call } from './call.ts';
import type { CallContext, Work } from './pipeline-options.ts';

/** The promise's own: one that was laid over it might throw. */
const { then } = Promise.prototype;

export class Attempt implements CallContext {
  readonly attempt: number;
  readonly #call: Call;
  #controller: AbortController | undefined;
  #givenUp: { readonly reason: unknown; readonly settled: () => void } | undefined;

  constructor(call: Call, attempt: number) {
    this.#call = call;
    this.attempt = attempt;
  }

  /** Made when it is first asked for: work that cannot be cancelled does not pay for it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#givenUp !== undefined) this.abort();
    return this.#controller.signal;
  }

  get remainingMs(): number {
    return this.#givenUp === undefined ? this.#call.remainingMs : 0;
  }

  /** Starts at once; what the work throws synchronously is a rejection like any other. */
  begin(work: Work<unknown>): void {
    let answer: Promise<unknown>;
    try {
      answer = Promise.resolve(work(this));
    } catch (error) {
      this.#ended(false, undefined, error);
      return;
    }
    then.call(
      answer,
      (value) => this.#ended(true, value, undefined),
      (error: unknown) => this.#ended(false, undefined, error),
    );
  }

  /** Its call does not wait for it any more. Answers a promise of its real end. */
  giveUp(reason: unknown): Promise<void> {
    return new Promise((settled) => {
      this.#givenUp = { reason, settled };
    });
  }

  abort(): void {
    this.#controller?.abort(this.#givenUp?.reason);
  }

  #ended(ok: boolean, value: unknown, error: unknown): void {
    if (this.#givenUp === undefined) this.#call.ended(ok, value, error);
    else this.#givenUp.settled();
  }
}
