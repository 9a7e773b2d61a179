// Climbs down a section's ladder and puts what it finds into the envelope. A section never throws: failure is data.
import { requestIdHeader, type Section, sectionMessage, type Tier } from '@evenkeel/contracts';
import { climbDown, type LadderResult, type LastGood, type Rung } from '@evenkeel/resilience';
import { BadAnswerError, HttpStatusError } from '@evenkeel/service-kit/http-client';
import type { Copies } from './copies.ts';
import type { LastGoodRung, LiveRung, SectionPlan, Visit } from './ladder.ts';
import { budgets } from './policies.ts';
import { reasonOf } from './reason.ts';

/** The source answered that there is no such thing: an answer, not a failure, and no copy may contradict it. */
export const missing = 'missing';
type Missing = typeof missing;

interface Found<T> {
  readonly data: T;
  readonly facts: Pick<Section<T>, 'state' | 'source' | 'ageMs' | 'tier'>;
}
type Taken<T> = Found<T> | Missing;

export interface SectionLimits {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** A section as its page knows it, whatever it shows. */
export interface PageSection<V> {
  readonly core: boolean;
  /** What the docs and the status page say of it. */
  readonly ladder: readonly { readonly kind: string; readonly budgetMs: number }[];
  /** Binds the section to its name on the page and to its copies. */
  open(name: string, copies: Copies): (visit: V, limits: SectionLimits) => Promise<Section<unknown> | Missing>;
}

type Optional = 'core' | 'decides' | 'sharedKey' | 'fits' | 'trim' | 'judge' | 'facts';

/** Makes a section of its plan; what the plan leaves out is as usual: not the core, live from its service, no facts. */
export function section<V extends Visit, T>(
  sparse: Omit<SectionPlan<V, T>, Optional> & Partial<Pick<SectionPlan<V, T>, Optional>>,
): PageSection<V> {
  const plan: SectionPlan<V, T> = {
    core: false,
    decides: sparse.core ?? false,
    sharedKey: () => null,
    fits: () => true,
    trim: (data) => data,
    judge: () => ({ state: 'live', source: 'service' }),
    facts: () => ({}),
    ...sparse,
  };
  return {
    core: plan.core,
    ladder: plan.ladder,
    open: (name, all) => {
      // Only what is really live may become a copy: a second-best answer must not outlive its cause.
      const hasCopies = plan.ladder.some(({ kind }) => kind === 'last-good');
      const copies = all.of(name, plan.schema, (data) => hasCopies && plan.judge(data).state === 'live');
      return (visit, limits) => take(name, plan, copies, visit, limits);
    },
  };
}

async function take<V extends Visit, T>(
  name: string,
  plan: SectionPlan<V, T>,
  copies: LastGood<T>,
  visit: V,
  limits: SectionLimits,
): Promise<Section<T> | Missing> {
  const keys = plan.keys(visit);
  const rungs = plan.ladder.map((rung) =>
    rung.kind === 'live'
      ? takeLive(rung, plan, copies, keys[0], visit, limits)
      : takeLastGood(rung, plan, copies, keys, visit),
  );
  const result = await climbDown<Taken<T>>(rungs, limits);
  return result.value === missing ? missing : envelope(name, plan, result, result.value);
}

function takeLive<V extends Visit, T>(
  rung: LiveRung<V, T>,
  plan: SectionPlan<V, T>,
  copies: LastGood<T>,
  key: string,
  visit: V,
  { deadlineMs }: SectionLimits,
): Rung<Taken<T>> {
  return {
    name: rung.from,
    // A caller in a hurry still gets its copy: what the rungs below need is left for them.
    budgetMs: Math.max(1, Math.min(rung.budgetMs, deadlineMs - budgets.reserve)),
    take: async ({ signal }) => {
      try {
        const data = await copies.load(key, (call) => ask(rung, plan, visit, call), { signal });
        const shared = plan.sharedKey(visit, data);
        // A load whose answer is there already: it becomes a copy under the second key as well.
        if (shared !== null && shared !== key) await copies.load(shared, () => Promise.resolve(data), { signal });
        return { data, facts: { ...plan.judge(data), ageMs: null, tier: null } };
      } catch (error) {
        if (plan.decides && error instanceof HttpStatusError && error.isMissing) return missing;
        throw error;
      }
    },
  };
}

async function ask<V extends Visit, T>(
  rung: LiveRung<V, T>,
  plan: SectionPlan<V, T>,
  visit: V,
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

function takeLastGood<V, T>(
  rung: LastGoodRung,
  plan: SectionPlan<V, T>,
  copies: LastGood<T>,
  keys: readonly string[],
  visit: V,
): Rung<Taken<T>> {
  return {
    name: 'last good copy',
    budgetMs: rung.budgetMs,
    take: async ({ signal }) => {
      for (const key of keys) {
        const copy = await copies.copy(key, { signal });
        if (copy && copy.ageMs <= rung.upToMs && plan.fits(visit, copy.value)) {
          return { data: plan.trim(copy.value, copy.ageMs), facts: staleFacts(copy.ageMs, copy.tier) };
        }
      }
      return undefined;
    },
  };
}

const staleFacts = (ageMs: number, tier: Tier) =>
  ({ state: 'stale', source: 'cache', ageMs: Math.round(ageMs), tier }) as const;

const nothing = { state: 'unavailable', source: 'none', ageMs: null, tier: null } as const;

function envelope<V, T>(
  name: string,
  plan: SectionPlan<V, T>,
  result: LadderResult<Taken<T>>,
  found: Found<T> | undefined,
): Section<T> {
  const facts = found?.facts ?? nothing;
  const words = { ageMs: facts.ageMs, ...(found && plan.facts(found.data)) };
  const reasons = result.failures.map(({ rung, error }) => reasonOf(rung, error));
  return {
    ...facts,
    data: found?.data ?? null,
    message: sectionMessage(name, facts.state, words),
    reason: reasons.length === 0 ? null : reasons.join('; '),
    tookMs: Math.round(result.tookMs * 10) / 10,
  };
}
