// Whatever goes wrong with a request, its answer is a problem (RFC 9457) without a stack.
import { problemContentType, requestIdHeader } from '@evenkeel/contracts';
import { ResilienceError } from '@evenkeel/resilience';
import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import type { Log } from '../telemetry/log.ts';
import { notFound, ProblemError, unavailable } from './problem.ts';

/** 405 with `Allow` for every address that `routers` know under another method. */
export function methodNotAllowed(routers: readonly Router[]): Router {
  const allowed = new Map<string, Set<string>>();
  for (const { route } of routers.flatMap((router) => router.stack)) {
    if (!route) continue;
    const methods = allowed.get(route.path) ?? new Set();
    for (const { method } of route.stack) methods.add(method.toUpperCase());
    if (methods.has('GET')) methods.add('HEAD');
    allowed.set(route.path, methods);
  }
  const answers = Router();
  for (const [path, methods] of allowed) {
    const allow = [...methods].sort().join(', ');
    answers.all(path, (req) => {
      throw new ProblemError(405, 'Method Not Allowed', `${req.method} is not for this address.`, {
        headers: { allow },
      });
    });
  }
  return answers;
}

/** 404 for every address that no route has taken. */
export const noRoute: RequestHandler = () => {
  throw notFound('Nothing has this address.');
};

/** Answers with the problem that `error` is. Only what is our fault is logged as an error. */
export function problemAnswers(log: Log): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req, res, _next) => {
    const problem = problemOf(error);
    if (problem.status === 500) log.error({ err: error }, 'request failed');
    else if (problem.status > 500) log.warn({ reason: problem.message, cause: causeOf(problem) }, 'request refused');
    if (res.headersSent) {
      req.destroy();
      return;
    }
    const id = res.getHeader(requestIdHeader);
    res.status(problem.status).set(problem.headers).type(problemContentType);
    res.send(JSON.stringify(problem.body(typeof id === 'string' ? id : undefined)));
  };
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
};

/** Everything that is not known to be somebody else's fault is ours. */
function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof ResilienceError) return unavailable('Something that this answer needs is not there.', error);
  if (isCallersFault(error))
    return new ProblemError(error.status, titles[error.status] ?? 'Bad Request', error.message);
  return new ProblemError(500, 'Internal Server Error');
}

/** The body parser marks what may be told to the caller with `expose`; a status alone could be another service's answer. */
function isCallersFault(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && 'expose' in error && error.expose === true;
}

const causeOf = ({ cause }: ProblemError) => (cause instanceof Error ? cause.message : undefined);
