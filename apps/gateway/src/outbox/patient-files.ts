// A volume can hang, as a network share does when its server is gone: then each call to it is one that never returns, and four of them
// stop every file and every name look-up of this process. So the disk is a dependency like others: with a limit of time, a limit of
// calls, and a breaker. What ran out of its time may be done all the same.
import { circuitBreaker, type Pipeline, pipeline, queuedBulkhead, TimeoutError } from '@evenkeel/resilience';
import { journalPolicy } from '../policies.ts';
import type { DurableFiles } from './durable-files.ts';

export const journalGuard = (openMs: number): Pipeline => {
  const { timeoutMs, concurrent, queue, breaker } = journalPolicy;
  return pipeline({
    name: 'journal',
    timeoutMs,
    bulkhead: queuedBulkhead({ limit: concurrent, queue, maxWaitMs: timeoutMs }),
    breaker: circuitBreaker({ name: 'journal', ...breaker, openMs }),
    // A full disk answers, and at once: what is on it can be read, and taken away.
    classify: (error) => ({ result: error instanceof TimeoutError ? 'failure' : 'success', retry: false }),
  });
};

/** As `files`, but whoever asks has an answer in time. @throws what the guard rejects with, besides what the file system says */
export function patient(files: DurableFiles, guard: Pipeline): DurableFiles {
  return {
    keep: (name, text) => guard.call(() => files.keep(name, text)),
    touch: (name) => guard.call(() => files.touch(name)),
    read: (name) => guard.call(() => files.read(name)),
    list: () => guard.call(() => files.list()),
    remove: (name) => guard.call(() => files.remove(name)),
    rename: (from, to) => guard.call(() => files.rename(from, to)),
    setAside: (name) => guard.call(() => files.setAside(name)),
    listAside: () => guard.call(() => files.listAside()),
    readAside: (name) => guard.call(() => files.readAside(name)),
    takeBack: (name) => guard.call(() => files.takeBack(name)),
    byAge: () => guard.call(() => files.byAge()),
  };
}
