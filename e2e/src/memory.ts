import { readFile } from 'node:fs/promises';
import { type PartStatus, processTable, treeOf } from '@evenkeel/platform';

export interface PartMemory {
  readonly name: string;
  readonly processes: number;
  readonly bytes: number;
}

/** The memory of each part with all its processes. Linux only. */
export function memoryOf(parts: readonly PartStatus[]): Promise<PartMemory[]> {
  const table = processTable();
  return Promise.all(
    parts.map(async ({ name, pid }) => {
      const tree = pid === null ? [] : treeOf(table, pid);
      const bytes = await Promise.all(tree.map((entry) => pssBytes(entry.pid)));
      return { name, processes: tree.length, bytes: bytes.reduce((sum, each) => sum + each, 0) };
    }),
  );
}

/** PSS shares memory that several processes use fairly among them; RSS would count it once for each. */
async function pssBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1];
  if (kilobytes === undefined) throw new Error(`the kernel does not tell the PSS of process ${pid}`);
  return Number(kilobytes) * 1024;
}
