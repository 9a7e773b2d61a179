import { table } from '../status-table.ts';
import type { Visit } from './visitors.ts';

export interface LoadRow {
  /** An HTTP status, `none` for no answer, `all` for the sum. */
  readonly status: string;
  readonly requests: number;
  /** ms */
  readonly p50: number;
  readonly p99: number;
}

/** One row per status, the sum last. */
export function loadReport(visits: readonly Visit[]): { rows: LoadRow[]; text: string } {
  const statuses = [...new Set(visits.map((visit) => String(visit.status)))].sort();
  const rows = [
    ...statuses.map((status) =>
      row(
        status,
        visits.filter((visit) => String(visit.status) === status),
      ),
    ),
    row('all', visits),
  ];
  const cells = rows.map(({ status, requests, p50, p99 }) => [status, String(requests), `${p50} ms`, `${p99} ms`]);
  return { rows, text: table(['status', 'requests', 'p50', 'p99'], cells) };
}

function row(status: string, visits: readonly Visit[]): LoadRow {
  const sorted = visits.map((visit) => visit.ms).sort((a, b) => a - b);
  const percentile = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { status, requests: visits.length, p50: percentile(0.5), p99: percentile(0.99) };
}
