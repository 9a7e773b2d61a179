// What a part says of its calls, read now and then; the difference between two readings is the traffic between them.
import type { Traffic } from '../picture.ts';
import { type Sample, samplesOf } from './exposition.ts';

export interface Reading {
  /** By a clock that does not leap, in ms. */
  readonly atMs: number;
  readonly calls: ReadonlyMap<string, Calls>;
  /** Sections of pages since the start: those that a copy stood in for, and all. */
  readonly sections: { readonly copies: number; readonly all: number };
}

interface Calls {
  readonly succeeded: number;
  readonly failed: number;
  /** Upper limit in seconds → calls that took at most so long. */
  readonly within: ReadonlyMap<number, number>;
}

const metrics = new Set(['dependency_calls_total', 'dependency_call_seconds_bucket', 'page_sections_total']);
/** Whoever left, or was no failure of the dependency, says nothing about it. */
const failures = new Set(['failure', 'timeout', 'rejected']);

export function readingOf(text: string, atMs: number): Reading {
  const found = samplesOf(text, metrics);
  const of = (name: string): readonly Sample[] => found.get(name) ?? [];
  const calls = new Map<string, { succeeded: number; failed: number; within: Map<number, number> }>();
  const callsOf = (dependency: string) => {
    const known = calls.get(dependency) ?? { succeeded: 0, failed: 0, within: new Map<number, number>() };
    calls.set(dependency, known);
    return known;
  };
  for (const { labels, value } of of('dependency_calls_total')) {
    const counted = callsOf(labels.dependency ?? '');
    if (labels.outcome === 'success') counted.succeeded += value;
    if (failures.has(labels.outcome ?? '')) counted.failed += value;
  }
  for (const { labels, value } of of('dependency_call_seconds_bucket'))
    callsOf(labels.dependency ?? '').within.set(
      labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le),
      value,
    );
  const sections = of('page_sections_total');
  const sum = (list: readonly Sample[]) => list.reduce((all, { value }) => all + value, 0);
  return {
    atMs,
    calls,
    sections: { copies: sum(sections.filter(({ labels }) => labels.state === 'stale')), all: sum(sections) },
  };
}

/** Whether `newer` goes on from `older`: counters never fall, but with a new start of the part. */
export const goesOn = (older: Reading, newer: Reading): boolean =>
  [...older.calls].every(([name, before]) => {
    const now = newer.calls.get(name);
    return now !== undefined && now.succeeded >= before.succeeded && now.failed >= before.failed;
  });

const none: Calls = { succeeded: 0, failed: 0, within: new Map() };

/** All calls between two readings whose dependency `carries` names. */
export function trafficBetween(older: Reading, newer: Reading, carries: (dependency: string) => boolean): Traffic {
  let succeeded = 0;
  let failed = 0;
  const within = new Map<number, number>();
  for (const [name, now] of newer.calls) {
    if (!carries(name)) continue;
    const before = older.calls.get(name) ?? none;
    succeeded += now.succeeded - before.succeeded;
    failed += now.failed - before.failed;
    for (const [limit, count] of now.within)
      within.set(limit, (within.get(limit) ?? 0) + count - (before.within.get(limit) ?? 0));
  }
  const ended = succeeded + failed;
  const seconds = Math.max(0.001, (newer.atMs - older.atMs) / 1_000);
  return {
    perSecond: ended / seconds,
    success: ended === 0 ? null : succeeded / ended,
    p99Ms: quantile(within, 0.99),
  };
}

/** As Prometheus does: even within a bucket. What lies above the highest limit counts as that limit. In ms; null without any. */
function quantile(within: ReadonlyMap<number, number>, share: number): number | null {
  const limits = [...within].sort(([a], [b]) => a - b);
  const all = limits.at(-1)?.[1] ?? 0;
  if (all <= 0) return null;
  const rank = share * all;
  let [lower, below] = [0, 0];
  for (const [limit, count] of limits) {
    if (count >= rank) {
      if (limit === Number.POSITIVE_INFINITY) return lower * 1_000;
      return (lower + ((limit - lower) * (rank - below)) / Math.max(1, count - below)) * 1_000;
    }
    [lower, below] = [limit, count];
  }
  return lower * 1_000;
}
