// One protected call: a list of layers, outermost first. The usual order, and what `pipeline({…})` makes of its options, is
//
//   deadline → retry → bulkhead → breaker → attempt timeout → work
//
// Why not bulkhead → breaker → retry → timeout: there the breaker sees one failure for three attempts, a retry goes on after the
// breaker would have opened, and whoever sleeps between two attempts holds a place. Who wants that order writes that list.
import { CircuitBreaker } from '../breaker/circuit-breaker.ts';
import { Bulkhead } from '../bulkhead/bulkhead.ts';
import { QueuedBulkhead } from '../bulkhead/queued-bulkhead.ts';
import { classify, type Verdict } from '../classification.ts';
import { steady, systemClock } from '../clock.ts';
import { resilienceEvents } from '../events/event-stream.ts';
import { guarded } from '../guarded.ts';
import { functions, refuseIdle } from '../options.ts';
import type { Outcome } from '../outcome.ts';
import { type RetrySource, retry as retryLayer } from '../retry/retry-layer.ts';
import { Call } from './call.ts';
import { type Ending, succeeded } from './ending.ts';
import type { Host, Layer, LayerSource } from './layer.ts';
import { deadline, refuseOvertaken, timeout } from './limit.ts';
import type { CallOptions, PipelineHealth, PipelineOptions, Work } from './pipeline-options.ts';
import { Teller } from './teller.ts';

const handedIn = ['classify', 'judge', 'onCall', 'onRetry', 'random'] as const;

/** @throws RangeError or TypeError that names the option which is out of range, or would do nothing. */
export function pipeline(options: PipelineOptions): Pipeline {
  return new Pipeline(options);
}

export class Pipeline {
  readonly name: string;
  readonly #sources: readonly LayerSource[];
  readonly #host: Host;

  constructor(options: PipelineOptions) {
    if (typeof options.name !== 'string') throw new TypeError('name must be a text');
    this.name = options.name;
    functions(
      options,
      handedIn.filter((option) => options[option] !== undefined),
    );
    if (options.events !== undefined) functions(options.events, ['emit', 'on'], 'events.');
    if (options.clock !== undefined) functions(options.clock, ['now', 'setTimer', 'clearTimer'], 'clock.');
    this.#sources = listOf(options);
    refuseIdle(
      options,
      ['onRetry'],
      this.#sources.some(({ kind }) => kind === 'retry'),
      'a retry',
    );
    const layers: Layer[] = [];
    this.#host = hostOf(options, layers);
    layers.push(...this.#sources.map((source) => source.layer(this.#host)));
    const lookAgain = () => {
      const at = this.#host.clock.now();
      for (const layer of layers) layer.lookAgain(at);
    };
    for (const layer of layers) layer.onRefusal(lookAgain);
    this.breaker?.publishTo(options.events ?? resilienceEvents, this.name);
  }

  /** Makes the call. Rejects with the work's own error or one of the package's errors. */
  call<T>(work: Work<T>, options?: CallOptions): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#start(work, options, (ending) => (ending.ok ? resolve(ending.value as T) : reject(ending.error)));
    });
  }

  /**
   * Makes the call; `fallback` answers if it fails, or if its answer is judged a failure, outside of all limits. A caller who has left gets
   * none, nor does one whose call was answered by an error that is no failure: a 404 is what the dependency has to say.
   */
  callWithFallback<T, F = T>(
    work: Work<T>,
    fallback: (error: unknown) => F | PromiseLike<F>,
    options?: CallOptions,
  ): Promise<T | F> {
    return new Promise((resolve, reject) => {
      this.#start(work, options, ({ ok, value, error, verdict }) => {
        if (ok && verdict.result !== 'failure') resolve(value as T);
        else if (options?.signal?.aborted || verdict.result === 'success') reject(error);
        else resolve(this.#fallBack(fallback, error));
      });
    });
  }

  /** Makes the call and tells how it ended. Never rejects. */
  outcome<T>(work: Work<T>, options?: CallOptions): Promise<Outcome<T>> {
    return new Promise((resolve) => {
      this.#start(work, options, ({ ok, value, error }) =>
        resolve(ok ? { ok, value: value as T } : { ok: false, error }),
      );
    });
  }

  health(): PipelineHealth {
    const health: PipelineHealth = { name: this.name, breaker: null, bulkhead: null, retryBudget: null };
    for (const source of this.#sources) {
      if (source instanceof CircuitBreaker) health.breaker = source.snapshot();
      else if (source instanceof Bulkhead || source instanceof QueuedBulkhead) health.bulkhead = source.snapshot();
      else if (source.kind === 'retry') health.retryBudget = (source as RetrySource).budget?.snapshot() ?? null;
    }
    return health;
  }

  /** What {@link health} tells of, for those who steer it by hand; undefined without one. */
  get breaker(): CircuitBreaker | undefined {
    return this.#sources.find((source) => source instanceof CircuitBreaker);
  }

  /** A fallback that throws is a rejection like any other. */
  async #fallBack<F>(fallback: (error: unknown) => F | PromiseLike<F>, error: unknown): Promise<F> {
    const answer = await fallback(error);
    this.#host.teller.fellBack('fallback', error, this.#host.clock.now());
    return answer;
  }

  #start(work: Work<unknown>, { signal, deadlineMs }: CallOptions = {}, settle: (ending: Ending) => void): void {
    // A mistake of the caller, which nobody may take for one of the dependency.
    if (typeof work !== 'function') throw new TypeError(`the work of ${this.name} must be a function`);
    new Call(this.#host, work, signal ?? undefined, settle).start(deadlineMs);
  }
}

function hostOf(options: PipelineOptions, layers: readonly Layer[]): Host {
  const { name, classify: judge = classify, judge: judgeValue, events = resilienceEvents, random } = options;
  return {
    name,
    layers,
    clock: steady(options.clock ?? systemClock),
    random: random === undefined ? Math.random : () => share(guarded(`random of ${name}`, random)),
    judge: (error) => guarded(`classify of ${name}`, () => checkedVerdict(judge(error))) ?? failedVerdict,
    judgeValue:
      judgeValue === undefined
        ? () => succeeded
        : (value) => guarded(`judge of ${name}`, () => checkedVerdict(judgeValue(value))) ?? succeeded,
    teller: new Teller(name, events, options),
  };
}

/** A number that is none would be a pause that is none. */
const share = (random = Number.NaN): number => (random >= 0 && random <= 1 ? random : Math.random());

const failedVerdict: Verdict = { result: 'failure', retry: false };
const results: readonly unknown[] = ['success', 'failure', 'ignored'];

/** @throws TypeError for what is no verdict */
function checkedVerdict(verdict: Verdict | undefined): Verdict {
  // Of a promise another mistake is told.
  if (verdict instanceof Promise || results.includes(verdict?.result)) return verdict as Verdict;
  throw new TypeError(`it must answer a verdict, not ${typeof verdict}`);
}

function listOf({ layers, deadlineMs, retry, bulkhead, breaker, timeoutMs }: PipelineOptions): readonly LayerSource[] {
  const given = [
    deadlineMs === undefined ? undefined : deadline(deadlineMs),
    retry && retryLayer(retry),
    bulkhead,
    breaker,
    timeoutMs === undefined ? undefined : timeout(timeoutMs),
  ].filter((source) => source !== undefined);
  if (layers !== undefined && !Array.isArray(layers)) throw new TypeError('layers must be a list');
  for (const source of layers ?? given)
    if (typeof source?.layer !== 'function')
      throw new TypeError('layers, breaker and bulkhead: one of them is no layer');
  refuseOvertaken(layers ?? given);
  if (layers === undefined) return given;
  if (given.length > 0) throw new TypeError('layers: what stands in the list cannot be given as an option, too');
  for (const kind of ['retry', 'breaker', 'bulkhead'] as const)
    if (layers.filter((source) => source.kind === kind).length > 1)
      throw new TypeError(`layers: one ${kind} is enough`);
  return layers;
}
