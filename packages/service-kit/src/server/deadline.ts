// The caller says how long it still waits; work that cannot be answered in time is not begun, or is cancelled.
import { url as debuggerUrl } from 'node:inspector';
import { deadlineHeader } from '@evenkeel/contracts';
import type { Request, RequestHandler } from 'express';
import { ProblemError, unavailable } from './problem.ts';

/** How long a request may take when its caller doesn't say, and the most that any caller gets, in ms. */
export const defaultDeadlineMs = 5_000;

export interface Deadline {
  /** Aborted when the time is up and when the caller has gone. */
  readonly signal: AbortSignal;
  /** ms until the time is up, at least 0. */
  remainingMs(): number;
}

const deadlines = new WeakMap<Request, Deadline>();

/** The deadline of a request that went through {@link deadline}. */
export function deadlineOf(req: Request): Deadline {
  const found = deadlines.get(req);
  if (!found) throw new Error('deadlineOf needs a request that came through createService');
  return found;
}

/** Why the signal of a deadline was aborted: the answer is 503, and nobody is to blame. */
export const outOfTime: Error = Object.assign(unavailable('The caller had no time left.'), { code: 'DEADLINE' });

/** Why the signal was aborted when the caller hung up; nobody reads the answer (499 is nginx's word for it). */
export const callerLeft: Error = new ProblemError(499, 'Client Closed Request');

/** Gives the request a {@link Deadline} from its header. Under a debugger there is none: people are slower than 400 ms. */
export const deadline: RequestHandler = (req, res, next) => {
  const ms = debuggerUrl() === undefined ? askedMs(req) : 86_400_000;
  if (ms <= 0) throw outOfTime;
  const endsAt = performance.now() + ms;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(outOfTime), ms);
  res.once('close', () => {
    clearTimeout(timer);
    if (!res.writableFinished) controller.abort(callerLeft);
  });
  deadlines.set(req, { signal: controller.signal, remainingMs: () => Math.max(0, endsAt - performance.now()) });
  next();
};

/** A header that is not a number says nothing: then the default counts. */
function askedMs(req: Request): number {
  const header = req.get(deadlineHeader);
  if (header === undefined || !/^-?\d{1,9}$/.test(header)) return defaultDeadlineMs;
  return Math.min(Number(header), defaultDeadlineMs);
}
