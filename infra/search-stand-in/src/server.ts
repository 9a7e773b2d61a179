// The requests that are answered. Any other is told so, by name.
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { z } from 'zod';
import { Indices } from './indices.ts';
import { notHere, Refusal } from './refusal.ts';
import { runSearch } from './search.ts';

/** The largest body that is read. */
const bodyLimit = '16mb';

export function standIn(log: Log): Express {
  const indices = new Indices();
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // The official client looks for this header, and refuses any other server.
  app.use((_req, res, next) => {
    res.set('x-elastic-product', 'Elasticsearch');
    next();
  });
  app.use(express.text({ type: () => true, limit: bodyLimit }));

  app.get('/', (_req, res) => {
    res.json({
      name: 'stand-in',
      cluster_name: 'evenkeel-search-stand-in',
      tagline: 'A stand-in for Elasticsearch, over MiniSearch. Not the real one.',
      version: { number: '9.2.2', build_flavor: 'stand-in', lucene_version: 'none' },
    });
  });
  app.post('/_aliases', (req, res) => {
    indices.changeAliases(bodyOf(req));
    res.json({ acknowledged: true });
  });
  app.post('/_bulk', (req, res) => {
    res.json(indices.bulk(linesOf(req)));
  });

  app.put('/:index', (req, res) => {
    indices.create(nameOf(req), bodyOf(req));
    res.json({ acknowledged: true, shards_acknowledged: true, index: nameOf(req) });
  });
  app.get('/:index', (req, res) => {
    res.json(indices.describe(nameOf(req), silently(req)));
  });
  app.delete('/:index', (req, res) => {
    indices.delete(nameOf(req), silently(req));
    res.json({ acknowledged: true });
  });
  app.put('/:index/_mapping', (req, res) => {
    indices.get(nameOf(req)).note(bodyOf(req));
    res.json({ acknowledged: true });
  });
  app.put('/:index/_settings', (req, res) => {
    indices.get(nameOf(req)).change(bodyOf(req));
    res.json({ acknowledged: true });
  });

  both('/:index/_refresh', (_req, res) => {
    res.json({ _shards: { total: 1, successful: 1, failed: 0 } }); // Everything can be found at once here.
  });
  both('/:index/_count', (req, res) => {
    res.json({ count: indices.readable(nameOf(req)).size });
  });
  both('/:index/_search', (req, res) => {
    res.json(runSearch(indices.readable(nameOf(req)), bodyOf(req)));
  });

  app.use((req: Request) => {
    throw notHere(`${req.method} ${req.path}`);
  });
  app.use(refusals(log));
  return app;

  function both(path: string, answer: (req: Request, res: Response) => void): void {
    app.get(path, answer);
    app.post(path, answer);
  }
}

const nameOf = (req: Request) => String(req.params.index);

const silently = (req: Request) => req.query.ignore_unavailable === 'true';

const textOf = (req: Request): string => (typeof req.body === 'string' ? req.body : '');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'x_content_parse_exception', 'the body is not JSON');
  }
}

const bodyOf = (req: Request): unknown => (textOf(req) === '' ? {} : parsed(textOf(req)));

/** A document a line, as `_bulk` wants it. */
const linesOf = (req: Request): unknown[] =>
  textOf(req)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parsed);

const refusals =
  (log: Log): ErrorRequestHandler =>
  // Express knows an error handler by its four parameters.
  (error: unknown, req, res, _next) => {
    const refusal =
      error instanceof z.ZodError ? notHere(z.prettifyError(error)) : error instanceof Refusal ? error : undefined;
    if (!refusal) log.error({ err: error, path: req.path }, 'request failed');
    const body = refusal?.body() ?? { status: 500, error: { type: 'exception', reason: 'see the log' } };
    res.status(body.status).json(body);
  };
