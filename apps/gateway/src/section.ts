// Climbs down a section's ladder and puts what it finds into the envelope. A section never throws: failure is data.
import { type Section, sectionMessage } from '@evenkeel/contracts';
import { climbDown, type LadderResult } from '@evenkeel/resilience';
import type { Copies } from './copies.ts';
import type { SectionPlan, Visit } from './ladder.ts';
import { reasonOf } from './reason.ts';
import { type Climb, type Found, type Missing, missing, type Taken, takeLastGood, takeLive } from './rungs.ts';

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
      return (visit, { deadlineMs, signal }) => take(name, { plan, copies, visit, deadlineMs }, signal);
    },
  };
}

async function take<V extends Visit, T>(
  name: string,
  climb: Climb<V, T>,
  signal: AbortSignal,
): Promise<Section<T> | Missing> {
  const { plan, deadlineMs } = climb;
  const rungs = plan.ladder.map((rung) => (rung.kind === 'live' ? takeLive(rung, climb) : takeLastGood(rung, climb)));
  const result = await climbDown<Taken<T>>(rungs, { deadlineMs, signal });
  return result.value === missing ? missing : envelope(name, plan, result, result.value);
}

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
