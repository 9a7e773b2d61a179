// The words a page's degradation policy is written in: a section has a ladder, a ladder has rungs.
// `pages/*` read top to bottom are the policy; `section.ts` climbs down it.
import { type MessageFacts, type SectionState, type Source, tierLimitsMs } from '@evenkeel/contracts';
import type { CallOptions } from '@evenkeel/service-kit/http/client';
import type { z } from 'zod';
import { budgets, type DependencyName } from '../policies.ts';

/** Who asks for the page. */
export interface Visit {
  readonly requestId: string;
  readonly visitor?: string;
}

/** Asks the source now (or shares the answer another request got within the last two seconds). */
export interface LiveRung<V, T> {
  readonly kind: 'live';
  readonly from: DependencyName;
  readonly budgetMs: number;
  readonly load: (visit: V, call: CallOptions) => Promise<T>;
}

/** The last answer that was good, if it is at most `upToMs` old. */
export interface LastGoodRung {
  readonly kind: 'last-good';
  readonly budgetMs: number;
  readonly upToMs: number;
}

/** Another source than the first: worse, but of now. What it says never becomes a copy. */
export interface InsteadRung<V, T> {
  readonly kind: 'instead';
  readonly from: DependencyName;
  readonly budgetMs: number;
  readonly load: (visit: V, call: CallOptions) => Promise<T>;
}

/** The last good copies of other sections: what this one knows of nothing as a whole, they may know piece by piece. */
export interface PiecedRung<V, T> {
  readonly kind: 'pieced';
  readonly budgetMs: number;
  /** Undefined when a piece is missing, or too old. `ageMs`: of the piece whose age matters. */
  readonly put: (visit: V, pieces: Pieces) => Promise<{ readonly data: T; readonly ageMs: number } | undefined>;
}

export interface Pieces {
  /** The copy of a section of that name under `key`, checked against `schema`. */
  copy<P>(
    section: string,
    schema: z.ZodType<P>,
    key: string,
  ): Promise<{ readonly value: P; readonly ageMs: number } | undefined>;
}

/** The first rung asks the source; what stands below it is for the time when the source fails. */
export type Ladder<V, T> = readonly [LiveRung<V, T>, ...(LastGoodRung | InsteadRung<V, T> | PiecedRung<V, T>)[]];

/** `T` is what the source answers, and what is kept; a section may show a part of it only. */
export interface SectionPlan<V, T> {
  readonly schema: z.ZodType<T>;
  /**
   * The copies that the answer is kept in; those of the section's own name when null. Sections that are views of one answer name
   * the same: then it is asked for once, and one copy serves all of them.
   */
  readonly answer: string | null;
  /** Whether copies go to the second level, too. Not for what has no end of keys: one crowd would fill it. */
  readonly shared: boolean;
  /** Asked for anew each time: not even the answer of a moment ago is given to somebody else. */
  readonly fresh: boolean;
  /** Without its core a page is an honest 503; every other section may be missing. */
  readonly core: boolean;
  /** The source of this section knows whether the page exists: its 404 is the page's. */
  readonly decides: boolean;
  /** Keys of the copies to look at, best first; a live answer is kept under the first. */
  readonly keys: (visit: V) => readonly [string, ...string[]];
  readonly ladder: Ladder<V, T>;
  /**
   * A second key for answers that are everyone's: what one visitor got serves others, too. Null for what is personal.
   */
  readonly sharedKey: (visit: V, data: T) => string | null;
  /** Whether the data is about what was asked for: an answer, or a copy, about something else is none. */
  readonly fits: (visit: V, data: T) => boolean;
  /** Takes out of a copy what is too old to show. */
  readonly trim: (data: T, ageMs: number) => T;
  /** What a live answer means: most are `live`; one may know that it is second best, or name its source. */
  readonly judge: (data: T) => { readonly state: SectionState; readonly source: Source };
  /** The part of the answer that the section shows; all of it, as a rule. Null only when {@link judge} says `unavailable`. */
  readonly show: (data: T) => unknown;
  /** What the section's sentence needs to know of its data. */
  readonly facts: (data: T) => MessageFacts;
  /** Why the answer is not the best, as the source itself says. */
  readonly reasons: (data: T) => readonly string[];
}

export const live = <V, T>(from: DependencyName, load: LiveRung<V, T>['load']): LiveRung<V, T> => ({
  kind: 'live',
  from,
  budgetMs: budgets.live,
  load,
});

export const instead = <V, T>(from: DependencyName, load: InsteadRung<V, T>['load']): InsteadRung<V, T> => ({
  kind: 'instead',
  from,
  budgetMs: budgets.instead,
  load,
});

export const pieced = <V, T>(put: PiecedRung<V, T>['put']): PiecedRung<V, T> => ({
  kind: 'pieced',
  budgetMs: budgets.pieced,
  put,
});

export const lastGood = (upToMs: number = tierLimitsMs.emergency): LastGoodRung => ({
  kind: 'last-good',
  budgetMs: budgets.lastGood,
  upToMs,
});
