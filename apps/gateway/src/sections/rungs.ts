// How each kind of rung takes its data for one visit.
import { requestIdHeader, type Section, type Tier, tierOf } from '@evenkeel/contracts';
import type { LastGood, Rung } from '@evenkeel/resilience';
import { BadAnswerError, HttpStatusError } from '@evenkeel/service-kit/http/client';
import { budgets } from '../policies.ts';
import type { InsteadRung, LastGoodRung, LiveRung, PiecedRung, Pieces, SectionPlan, Visit } from './ladder.ts';

/** The source answered that there is no such thing: an answer, not a failure, and no copy may contradict it. */
export const missing = 'missing';
export type Missing = typeof missing;

export interface Found<T> {
  readonly data: T;
  readonly facts: Pick<Section<T>, 'state' | 'source' | 'ageMs' | 'tier'>;
}
export type Taken<T> = Found<T> | Missing;

/** One climb down one ladder. */
export interface Climb<V, T> {
  readonly plan: SectionPlan<V, T>;
  readonly copies: LastGood<T>;
  /** Answers of rungs that stand in: shared while they are under way, and never kept. */
  readonly underWay: LastGood<T>;
  /** What other sections have kept. */
  readonly pieces: (signal: AbortSignal) => Pieces;
  readonly visit: V;
  /** Time for all rungs together, in ms. */
  readonly deadlineMs: number;
}

export function takeLive<V extends Visit, T>(rung: LiveRung<V, T>, climb: Climb<V, T>): Rung<Taken<T>> {
  const { plan, copies, visit, deadlineMs } = climb;
  const [key] = plan.keys(visit);
  return {
    name: rung.from,
    // A caller in a hurry still gets its copy: what the rungs below need is left for them.
    budgetMs: Math.max(1, Math.min(rung.budgetMs, deadlineMs - budgets.reserve)),
    take: async ({ signal }) => {
      try {
        const data = await copies.load(key, (call) => ask(rung, climb, call), { signal });
        const sharedKey = plan.sharedKey(visit, data);
        if (sharedKey !== null && sharedKey !== key) copies.keepAlso(key, sharedKey);
        return { data, facts: { ...plan.judge(data), ageMs: null, tier: null } };
      } catch (error) {
        if (plan.decides && error instanceof HttpStatusError && error.isMissing) return missing;
        throw error;
      }
    },
  };
}

async function ask<V extends Visit, T>(
  rung: LiveRung<V, T> | InsteadRung<V, T>,
  { plan, visit }: Climb<V, T>,
  call: { readonly signal: AbortSignal; readonly remainingMs: number },
): Promise<T> {
  const data = await rung.load(visit, {
    signal: call.signal,
    deadlineMs: call.remainingMs,
    headers: { [requestIdHeader]: visit.requestId },
  });
  if (!plan.fits(visit, data)) throw new BadAnswerError(rung.from, 'an answer about something else');
  return data;
}

/** Asked for by many at once, it is asked once, as the first source is. */
export function takeInstead<V extends Visit, T>(rung: InsteadRung<V, T>, climb: Climb<V, T>): Rung<Taken<T>> {
  const { plan, underWay, visit } = climb;
  const [key] = plan.keys(visit);
  return {
    name: rung.from,
    budgetMs: rung.budgetMs,
    take: async ({ signal }) => {
      const data = await underWay.load(key, (call) => ask(rung, climb, call), { signal });
      return { data, facts: { ...plan.judge(data), ageMs: null, tier: null } };
    },
  };
}

export function takeLastGood<V, T>(rung: LastGoodRung, { plan, copies, visit }: Climb<V, T>): Rung<Taken<T>> {
  return {
    name: 'last good copy',
    budgetMs: rung.budgetMs,
    take: async ({ signal }) => {
      // All at once: each may have to be compared with the second level, and there is no time for one after the other.
      const found = await Promise.all(plan.keys(visit).map((key) => copies.copy(key, { signal })));
      for (const copy of found) {
        if (copy && copy.ageMs <= rung.upToMs && plan.fits(visit, copy.value)) {
          return { data: plan.trim(copy.value, copy.ageMs), facts: staleFacts(copy.ageMs, copy.tier) };
        }
      }
      return undefined;
    },
  };
}

export function takePieced<V, T>(rung: PiecedRung<V, T>, { plan, pieces, visit }: Climb<V, T>): Rung<Taken<T>> {
  return {
    name: 'copies of its pieces',
    budgetMs: rung.budgetMs,
    take: async ({ signal }) => {
      const found = await rung.put(visit, pieces(signal));
      if (!found || !plan.fits(visit, found.data)) return undefined;
      return { data: found.data, facts: staleFacts(found.ageMs, tierOf(found.ageMs)) };
    },
  };
}

const staleFacts = (ageMs: number, tier: Tier) =>
  ({ state: 'stale', source: 'cache', ageMs: Math.round(ageMs), tier }) as const;
