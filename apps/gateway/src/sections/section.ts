// Climbs down a section's ladder and puts what it finds into the envelope. A section never throws: failure is data.
import { type Section, sectionMessage } from '@evenkeel/contracts';
import { climbDown, type LadderResult } from '@evenkeel/resilience';
import type { Copies } from '../copies/copies.ts';
import type { SectionPlan, Visit } from './ladder.ts';
import { classOf, reasonOf } from './reason.ts';
import {
  type Climb,
  type Found,
  type Missing,
  missing,
  type Taken,
  takeInstead,
  takeLastGood,
  takeLive,
  takePieced,
} from './rungs.ts';

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
  open(name: string, copies: Copies): (visit: V, limits: SectionLimits) => Promise<TakenSection | Missing>;
}

export interface TakenSection {
  readonly section: Section<unknown>;
  /** The kind of its reason: why the first rung did not hold; `none` when it did. */
  readonly why: string;
}

type Optional =
  | 'answer'
  | 'shared'
  | 'fresh'
  | 'core'
  | 'decides'
  | 'sharedKey'
  | 'fits'
  | 'trim'
  | 'judge'
  | 'show'
  | 'facts'
  | 'reasons';

/** Makes a section of its plan; what the plan leaves out is as usual: not the core, live from its service, no facts. */
export function section<V extends Visit, T>(
  sparse: Omit<SectionPlan<V, T>, Optional> & Partial<Pick<SectionPlan<V, T>, Optional>>,
): PageSection<V> {
  const plan: SectionPlan<V, T> = {
    answer: null,
    shared: true,
    fresh: false,
    core: false,
    decides: sparse.core ?? false,
    sharedKey: () => null,
    fits: () => true,
    trim: (data) => data,
    judge: () => ({ state: 'live', source: 'service' }),
    show: (data) => data,
    facts: () => ({}),
    reasons: () => [],
    ...sparse,
  };
  return {
    core: plan.core,
    ladder: plan.ladder,
    open: (name, all) => {
      // Only what is really live may become a copy: a second-best answer must not outlive its cause.
      const hasCopies = plan.ladder.some(({ kind }) => kind === 'last-good');
      const { schema, shared, fresh } = plan;
      const of = plan.answer ?? name;
      const copies = all.of(of, {
        schema,
        shared,
        fresh,
        keep: (data) => hasCopies && plan.judge(data).state === 'live',
      });
      const underWay = all.of(`${of} under way`, { schema, shared: false, keep: () => false });
      const pieces = piecesOf(all);
      return (visit, { deadlineMs, signal }) =>
        take(name, { plan, copies, underWay, pieces, visit, deadlineMs }, signal);
    },
  };
}

const piecesOf =
  (all: Copies): Climb<never, never>['pieces'] =>
  (signal) => ({
    async copy(section, schema, key) {
      const found = await all.known(section)?.copy(key, { signal });
      const value = schema.safeParse(found?.value).data;
      return found && value !== undefined ? { value, ageMs: found.ageMs } : undefined;
    },
  });

async function take<V extends Visit, T>(
  name: string,
  climb: Climb<V, T>,
  signal: AbortSignal,
): Promise<TakenSection | Missing> {
  const { plan, deadlineMs } = climb;
  const rungs = plan.ladder.map((rung) => {
    if (rung.kind === 'live') return takeLive(rung, climb);
    if (rung.kind === 'pieced') return takePieced(rung, climb);
    return rung.kind === 'instead' ? takeInstead(rung, climb) : takeLastGood(rung, climb);
  });
  const result = await climbDown<Taken<T>>(rungs, { name, deadlineMs, signal });
  if (result.value === missing) return missing;
  const [failure] = result.failures;
  return {
    section: envelope(name, plan, result, result.value),
    why: failure ? classOf(failure.error) : 'none',
  };
}

const nothing = { state: 'unavailable', source: 'none', ageMs: null, tier: null } as const;

function envelope<V, T>(
  name: string,
  plan: SectionPlan<V, T>,
  result: LadderResult<Taken<T>>,
  found: Found<T> | undefined,
): Section<unknown> {
  const facts = found?.facts ?? nothing;
  const words = { ageMs: facts.ageMs, ...(found && plan.facts(found.data)) };
  const failures = result.failures.map(({ rung, error }) => reasonOf(rung, error));
  const reasons = [...failures, ...(found ? plan.reasons(found.data) : [])];
  return {
    ...facts,
    data: found ? plan.show(found.data) : null,
    message: sectionMessage(name, facts.state, words),
    reason: reasons.length === 0 ? null : reasons.join('; '),
    tookMs: Math.round(result.tookMs * 10) / 10,
  };
}
