// A promise that this package keeps and a peer breaks, with the experiment that shows it in the peer itself.
import { mock } from 'node:test';

export interface Finding {
  /** The peer does not keep the promise. */
  broken: boolean;
  /** What was to be seen, in a few words. */
  seen: string;
}

export interface Defect {
  /** C: cockatiel, O: opossum. Together with `promise` word for word the name of the regression test that keeps the promise here. */
  id: string;
  promise: string;
  /** Why there is no such test: this package has nothing that could break the promise. */
  nothingLikeItHere?: string;
  /** Runs under mocked timers and a mocked wall clock. */
  reproduce(): Promise<Finding>;
}

/** Runs one experiment in a time of its own, which stands still unless `mock.timers.tick` moves it. */
export async function reproduce(defect: Defect): Promise<Finding> {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 100 * 3_600_000 });
  try {
    return await defect.reproduce();
  } finally {
    mock.timers.reset();
  }
}

/** Lets `ms` of the mocked time pass, and then everything happen that follows from it. */
export async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  await settled();
}

/** Resolves when all that can happen without time passing has happened. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An opossum without timeout and without a timer of its own. */
export const quiet = { timeout: false, enableSnapshots: false } as const;

/** Work that fails. */
export const failing = async (): Promise<never> => {
  throw new Error('boom');
};

/** Makes a call that may fail, and says how it ended. */
export const ended = (call: Promise<unknown>): Promise<string> =>
  call.then(
    (value) => String(value),
    (error: Error) => error.message,
  );
