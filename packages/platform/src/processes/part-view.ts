// Looking at one part. Nothing is kept in memory: every look starts from the files under `stateDir/run` and the process
// table, so any terminal sees the same.

import path from 'node:path';
import { lockHolder } from '../lock.ts';
import type { PartName } from '../parts.ts';
import type { PartStatus } from '../platform.ts';
import { partState } from './part-state.ts';
import { type ProcessEntry, type ProcessTable, processTable } from './process-table.ts';
import type { Recipe } from './recipe.ts';
import { findRecorded, readRecord } from './recorded-process.ts';

export interface PartViewOptions {
  readonly name: PartName;
  readonly port: number;
  readonly recipe: Recipe;
  readonly stateDir: string;
}

/** What the part said when it was asked. */
export interface Heard {
  readonly answers: boolean;
  readonly lacks?: string | undefined;
}

export type PartView = ReturnType<typeof partView>;

const answerLimitMs = 1_000;

/** The part as it is now, whoever started it. */
export function partView({ name, port, recipe, stateDir }: PartViewOptions) {
  /** Where its process is on record. */
  const folder = path.join(stateDir, 'run', name);
  /** Held by whoever starts it. */
  const lock = path.join(stateDir, 'run', `${name}.lock`);

  const find = (table = processTable()) => findRecorded(readRecord(folder), table);

  function status(table: ProcessTable, heard: Heard): PartStatus {
    const record = readRecord(folder);
    const found = findRecorded(record, table);
    const absent = found ? undefined : recipe.absent?.();
    const state = partState({
      process: found ? (found.suspended ? 'suspended' : 'alive') : record.process ? 'gone' : 'never',
      exitCode: record.exitCode,
      askedToStop: record.askedToStop,
      answers: heard.answers,
      beingStarted: lockHolder(lock) !== undefined,
      absent: absent !== undefined,
    });
    const notes: Partial<Record<typeof state, string | undefined>> = {
      absent,
      crashed: `exit code ${record.exitCode}`,
      running: heard.lacks,
    };
    return { name, pid: found?.pid ?? null, port, state, note: notes[state] ?? '' };
  }

  async function listen(entry: ProcessEntry | undefined): Promise<Heard> {
    if (!entry || entry.suspended) return { answers: false };
    const limit = AbortSignal.timeout(answerLimitMs);
    const [answers, lacks] = await Promise.all([recipe.answers(limit), recipe.lacks?.(limit)]);
    return { answers, lacks };
  }

  return { folder, lock, find, status, listen };
}
