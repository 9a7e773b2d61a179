import { table } from '@evenkeel/local';
import { type Deed, deeds, type Visit } from './visitors.ts';

export interface LoadRow {
  /** What the visitors did; `all` for the sum. */
  readonly deed: Deed | 'all';
  /** An HTTP status, `none` for no answer, `all` for the sum. */
  readonly status: string;
  readonly requests: number;
  /** ms */
  readonly p50: number;
  /** ms */
  readonly p99: number;
}

/** One row for each status of each deed; then one for each status, and the sum last. */
export function loadReport(visits: readonly Visit[]): { rows: LoadRow[]; text: string } {
  const rows = [
    ...deeds.flatMap((deed) =>
      byStatus(
        deed,
        visits.filter((visit) => visit.deed === deed),
      ),
    ),
    ...byStatus('all', visits),
    row('all', 'all', visits),
  ];
  const cells = rows.map(({ deed, status, requests, p50, p99 }) => [
    deed,
    status,
    String(requests),
    `${p50} ms`,
    `${p99} ms`,
  ]);
  return { rows, text: table(['did', 'status', 'requests', 'p50', 'p99'], cells) };
}

function byStatus(deed: LoadRow['deed'], visits: readonly Visit[]): LoadRow[] {
  const statuses = [...new Set(visits.map(({ status }) => String(status)))].sort();
  return statuses.map((status) =>
    row(
      deed,
      status,
      visits.filter((visit) => String(visit.status) === status),
    ),
  );
}

function row(deed: LoadRow['deed'], status: string, visits: readonly Visit[]): LoadRow {
  const sorted = visits.map((visit) => visit.ms).sort((a, b) => a - b);
  const percentile = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { deed, status, requests: visits.length, p50: percentile(0.5), p99: percentile(0.99) };
}
