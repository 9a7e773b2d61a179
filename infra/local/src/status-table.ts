// What the person at the terminal sees of the shop.

import type { PartStatus } from '@evenkeel/platform';

/** One line per part: name, pid, port, state, and a note where there is something to say. */
export function statusTable(list: readonly PartStatus[]): string {
  const rows = list.map((part) => [
    part.name,
    String(part.pid ?? '-'),
    String(part.port ?? '-'),
    part.state,
    part.note,
  ]);
  return table(['name', 'pid', 'port', 'state', ''], rows);
}

/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [head, ...rows].map((row) => line(row).trimEnd()).join('\n');
}
