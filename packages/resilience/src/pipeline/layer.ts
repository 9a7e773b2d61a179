// A pipeline is a list of layers, outermost first. A call walks in through them, works, and walks out again; each layer knows only
// its own rule. Time is read once on each way, and handed along: `at`, in ms of the pipeline's clock.
import type { Verdict } from '../classification.ts';
import type { Clock } from '../clock.ts';
import type { Call } from './call.ts';
import type { Ending } from './ending.ts';
import type { Teller } from './teller.ts';

export interface Layer {
  /** Nothing: come in. An ending: turned away. A promise of one or the other: wait at this door. */
  enter(call: Call, at: number): Ending | Promise<Ending | undefined> | undefined;
  /** Nothing: go on out. An ending: go on with this one. A promise: wait, then go in again. */
  exit(call: Call, ending: Ending, at: number): Ending | Promise<Ending | undefined> | undefined;
  /** How it is sure to turn calls away at that time. Asked before another layer makes a call wait: it would wait for nothing. */
  refusal(at: number): Ending | undefined;
  /** `tell` is called when it begins to turn calls away: whoever waits is looked at again. */
  onRefusal(tell: () => void): void;
  /** Sends those away that wait at this door for nothing. */
  lookAgain(at: number): void;
}

/** What a layer knows of the pipeline that it is part of. */
export interface Host {
  readonly name: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly layers: readonly Layer[];
  /** What an error says of the dependency. */
  judge(error: unknown): Verdict;
  /** What an answer says of it, where somebody looks at answers. */
  judgeValue(value: unknown): Verdict;
  /** Who hears of what happens. */
  readonly teller: Teller;
}

export interface RetryEvent {
  /** Of the pipeline. */
  readonly name: string;
  /** The number of the attempt that has failed: 1 for the first. */
  readonly attempt: number;
  /** The pause before the next one. */
  readonly delayMs: number;
  /** What it failed with; undefined when the answer itself was judged to be a failure. */
  readonly error: unknown;
  /** When that was, in ms of the pipeline's clock. */
  readonly at: number;
}

/** An option that is a length of time. */
export interface Span {
  readonly option: string;
  /** NaN when nobody knows it yet. */
  readonly ms: number;
}

/** What can stand in the list of a pipeline. */
export interface LayerSource {
  /** Of each kind but limits there may be one. */
  readonly kind: 'limit' | 'retry' | 'breaker' | 'bulkhead';
  /** What would do nothing inside of a limit that is over as soon, or sooner. */
  readonly span?: Span;
  layer(host: Host): Layer;
}

const nothing = (): undefined => undefined;

/** All layers have one shape: calling one is cheap, however many kinds there are. */
export const layer = (does: Partial<Layer>): Layer => ({
  enter: does.enter ?? nothing,
  exit: does.exit ?? nothing,
  refusal: does.refusal ?? nothing,
  onRefusal: does.onRefusal ?? nothing,
  lookAgain: does.lookAgain ?? nothing,
});
