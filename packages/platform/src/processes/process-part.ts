// Moving one part: starting, stopping, killing and suspending its process, and all that it started in turn.

import path from 'node:path';
import { lockHolder, tryLock } from '../lock.ts';
import { boundLog, tailLog } from '../log-file.ts';
import { PlatformError } from '../platform.ts';
import { waitUntil } from '../wait-until.ts';
import { type PartViewOptions, partView } from './part-view.ts';
import { type ProcessEntry, type ProcessTable, processTable, treeOf } from './process-table.ts';
import type { Start } from './recipe.ts';
import { clearAskedToStop, markAskedToStop, readRecord, startRecorded } from './recorded-process.ts';

export interface ProcessPartOptions {
  readonly view: PartViewOptions;
  readonly start: Start;
  /** ms that it has to answer after a start. */
  readonly startLimitMs: number;
  /** ms that it has to end when asked; then it is killed. */
  readonly stopLimitMs: number;
}

const dieLimitMs = 5_000;
/** Whoever starts it may have to build or download something first. */
const turnLimitMs = 180_000;

export type ProcessPart = ReturnType<typeof processPart>;

/** Moves the part, whoever started it. */
export function processPart({ view, start, startLimitMs, stopLimitMs }: ProcessPartOptions) {
  const { folder, lock, find, status, listen } = partView(view);
  const { name, recipe } = view;
  const logFile = path.join(view.stateDir, 'logs', `${name}.log`);

  function livingTree(): ProcessEntry[] {
    return living().tree;
  }

  /** The part and all that it started. */
  function living(): { root: ProcessEntry; tree: ProcessEntry[] } {
    const table = processTable();
    const root = find(table);
    if (root) return { root, tree: treeOf(table, root.pid) };
    throw new PlatformError(`${name} is not running: it is ${status(table, { answers: false }).state}.`);
  }

  /** Gone, and its end written down (if anybody is left to do so): what a look right after sees is final. */
  async function ended(limitMs: number): Promise<boolean> {
    const gone = await waitUntil(() => !find(), { limitMs });
    if (gone) await waitUntil(() => readRecord(folder).exitCode !== undefined, { limitMs: 500 });
    return gone;
  }

  /** As {@link ended}; somebody else may have started the part anew meanwhile, which is not this process living on. */
  async function endedOrReplaced({ pid, birth }: ProcessEntry, limitMs: number): Promise<boolean> {
    const replaced = () => {
      const now = find();
      return now !== undefined && !(now.pid === pid && now.birth === birth);
    };
    return (await waitUntil(() => !find() || replaced(), { limitMs })) && (replaced() || ended(limitMs));
  }

  async function end(root: ProcessEntry, tree: readonly ProcessEntry[]): Promise<void> {
    const alive = (table = processTable()) => tree.filter((entry) => table.get(entry.pid)?.birth === entry.birth);
    for (const entry of alive()) sendSignal(entry, 'SIGKILL');
    const gone = await waitUntil(() => alive().length === 0, { limitMs: dieLimitMs });
    if (!gone || !(await endedOrReplaced(root, dieLimitMs))) throw new PlatformError(`${name} does not die.`);
  }

  function refuseIfCalledOff(): void {
    // By us, or by a `stop` from elsewhere while something was still being prepared.
    if (start.signal.aborted || readRecord(folder).askedToStop)
      throw new PlatformError(`The start of ${name} was called off.`);
  }

  async function launch(): Promise<void> {
    await recipe.prepare?.(start);
    refuseIfCalledOff();
    boundLog(logFile);
    await startRecorded(folder, recipe.command(), logFile);
    await awaitAnswer();
  }

  async function awaitAnswer(): Promise<void> {
    const look = async () => {
      const entry = find();
      if (!entry || start.signal.aborted) return 'ended';
      return (await listen(entry)).answers && 'answers';
    };
    const seen = await waitUntil(look, { limitMs: startLimitMs, everyMs: 50 });
    if (seen === 'answers') return;
    refuseIfCalledOff();
    if (seen === 'ended') await ended(dieLimitMs);
    const what = seen
      ? `ended with exit code ${readRecord(folder).exitCode}`
      : `is silent after ${startLimitMs / 1_000} s`;
    const log = tailLog(logFile, 8).map((line) => `  ${line}`);
    throw new PlatformError([`${name} ${what}. The end of its log:`, ...log].join('\n'));
  }

  return {
    logFile,

    /** Without asking the part anything: one that lives counts as running. */
    glance: (table: ProcessTable) => status(table, { answers: true }),

    async look(table: ProcessTable) {
      return status(table, await listen(find(table)));
    },

    async start() {
      const release = await waitUntil(() => tryLock(lock), { limitMs: turnLimitMs });
      if (!release) throw new PlatformError(`${name} is being started by process ${lockHolder(lock)}.`);
      try {
        clearAskedToStop(folder);
        if (find()) {
          for (const entry of livingTree()) sendSignal(entry, 'SIGCONT');
          await awaitAnswer();
        } else {
          await launch().catch(async (error: unknown) => {
            if (find() || start.signal.aborted || !(await recipe.mend?.())) throw error;
            await launch();
          });
        }
        await recipe.settle?.();
      } catch (error) {
        if (error instanceof PlatformError) throw error;
        throw new PlatformError(`${name} cannot be started. ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      } finally {
        release();
      }
    },

    async stop() {
      markAskedToStop(folder);
      const table = processTable();
      const found = find(table);
      if (!found) return;
      const tree = treeOf(table, found.pid);
      sendSignal(found, recipe.stopSignal);
      for (const entry of tree) sendSignal(entry, 'SIGCONT'); // A suspended process hears nothing but SIGKILL.
      await endedOrReplaced(found, stopLimitMs);
      await end(found, tree);
    },

    async kill() {
      const { root, tree } = living();
      await end(root, tree);
    },

    async pause() {
      // Again until all stand still: a child born during the walk is caught by the next, as its parent bears no more.
      const allStill = () => {
        const tree = livingTree();
        for (const entry of tree) sendSignal(entry, 'SIGSTOP');
        return tree.every((entry) => entry.suspended);
      };
      if (!(await waitUntil(allStill, { limitMs: dieLimitMs }))) throw new PlatformError(`${name} does not pause.`);
    },

    async unpause() {
      for (const entry of livingTree()) sendSignal(entry, 'SIGCONT');
    },
  };
}

function sendSignal(entry: ProcessEntry, signal: NodeJS.Signals): void {
  try {
    process.kill(entry.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // Gone already: nothing left to signal.
  }
}
