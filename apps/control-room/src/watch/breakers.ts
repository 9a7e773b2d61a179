// What the gateway says of its breakers, and which of several on one wire is the one to show.
import { z } from 'zod';
import type { BreakerView, Dials } from '../picture.ts';

const dependency = z.object({
  name: z.string(),
  reason: z.string().nullish(),
  breaker: z
    .object({
      state: z.enum(['CLOSED', 'HALF_OPEN', 'OPEN']),
      cause: z.string(),
      retryAfterMs: z.number().nullable(),
      isolated: z.boolean(),
      failuresInWindow: z.number().nullish(),
    })
    .nullable(),
  bulkhead: z.object({ active: z.number(), limit: z.number() }).nullable(),
  retryBudget: z.object({ allowed: z.number(), spent: z.number() }).nullable(),
});
/** `GET /operator/breakers` of the gateway. */
export const gatewayHealth = z.object({ dependencies: z.array(dependency) });
export type Dependency = z.infer<typeof dependency>;

const rank = { CLOSED: 0, HALF_OPEN: 1, OPEN: 2 } as const;

/** Of those that `carries` names; null when none has a breaker. */
export function breakerOf(all: readonly Dependency[], carries: (name: string) => boolean): BreakerView | null {
  const with_ = all.flatMap(({ name, breaker, reason }) =>
    breaker && carries(name) ? [{ name, breaker, reason }] : [],
  );
  const [worst] = with_.toSorted((a, b) => rank[b.breaker.state] - rank[a.breaker.state] || failures(b) - failures(a));
  if (worst === undefined) return null;
  const { state, cause, retryAfterMs, isolated } = worst.breaker;
  return {
    name: worst.name,
    state,
    of: with_.length,
    notClosed: with_.filter(({ breaker }) => breaker.state !== 'CLOSED').length,
    retryAfterMs,
    isolated,
    why: state === 'CLOSED' ? failuresInWords(failures(worst)) : causeInWords(cause, worst.reason ?? null),
  };
}

const failures = ({ breaker }: { readonly breaker: NonNullable<Dependency['breaker']> }) =>
  breaker.failuresInWindow ?? 0;
const failuresInWords = (count: number) =>
  count === 0 ? 'no failures' : `${count} ${count === 1 ? 'failure' : 'failures'}`;

/** "5 failures within 10000 ms" of ECONNREFUSED is "5 × ECONNREFUSED in 10 s": there is little room on the map. */
export function causeInWords(cause: string, reason: string | null): string {
  const [, count, ms] = /^(\d+) failures within (\d+) ms$/.exec(cause) ?? [];
  if (count === undefined) return reason === null ? cause : `${cause}: ${reason}`;
  return `${count} × ${reason ?? 'failure'} in ${Number(ms) / 1_000} s`;
}

export function guardsOf(all: readonly Dependency[]): Pick<Dials, 'retryBudget' | 'busiestBulkhead' | 'breakers'> {
  const budgets = all.flatMap(({ name, retryBudget }) =>
    retryBudget && retryBudget.allowed > 0
      ? [{ name, left: Math.max(0, 1 - retryBudget.spent / retryBudget.allowed) }]
      : [],
  );
  const bulkheads = all.flatMap(({ name, bulkhead }) => (bulkhead ? [{ name, ...bulkhead }] : []));
  const breakers = all.flatMap(({ breaker }) => breaker ?? []);
  return {
    retryBudget: budgets.toSorted((a, b) => a.left - b.left)[0] ?? null,
    busiestBulkhead: bulkheads.toSorted((a, b) => b.active / b.limit - a.active / a.limit)[0] ?? null,
    breakers: { all: breakers.length, notClosed: breakers.filter(({ state }) => state !== 'CLOSED').length },
  };
}
