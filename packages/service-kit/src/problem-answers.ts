// Whatever goes wrong with a request, its answer is a problem (RFC 9457) without a stack.
import { problemContentType, requestIdHeader } from '@evenkeel/contracts';
import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import type { Log } from './log.ts';
import { badRequest, notFound, ProblemError } from './problem.ts';

/** Refuses addresses with broken percent encoding or a NUL: no room of the shop could answer them. */
export const saneAddress: RequestHandler = (req, _res, next) => {
  if (!decodes(req.originalUrl)) throw badRequest('The address is not valid percent-encoded UTF-8.');
  next();
};

function decodes(address: string): boolean {
  try {
    return !decodeURIComponent(address).includes('\0');
  } catch {
    return false;
  }
}

/** Refuses bodies that are not JSON, before anyone reads them. */
export const jsonOnly: RequestHandler = (req, _res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && !req.is('json')) throw new ProblemError(415, 'Unsupported Media Type', 'Send application/json.');
  next();
};

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
      throw new ProblemError(405, 'Method Not Allowed', `${req.method} is not for this address.`, { allow });
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
    else if (problem.status > 500) log.warn({ reason: problem.message, cause: causeOf(error) }, 'request refused');
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

/** Express and its body parser mark errors of the caller with a status; everything else unknown is ours. */
function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  const title = titles[status];
  if (title !== undefined) return new ProblemError(status, title, (error as Error).message);
  return new ProblemError(500, 'Internal Server Error');
}

const causeOf = (error: unknown) =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
