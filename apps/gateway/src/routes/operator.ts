// What only the shop's operator may do.
import type { Pipeline } from '@evenkeel/resilience';
import { operatorOnly } from '@evenkeel/service-kit/server/operator';
import { notFound } from '@evenkeel/service-kit/server/problem';
import { breakerReasons } from '@evenkeel/service-kit/telemetry/breaker-reasons';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { Router } from 'express';
import type { Copies } from '../copies/copies.ts';
import type { Outbox } from '../outbox/outbox.ts';

export interface Operated {
  readonly copies: Copies;
  readonly outbox: Pick<Outbox, 'stream' | 'journal'>;
  readonly pipelines: readonly Pipeline[];
  readonly log: Log;
}

/**
 * `POST /operator/forget` drops all last good copies, so that the next failure meets a shop without a past.
 * `GET /operator/outbox` tells how many orders wait for payment here, and how many were put aside: null where it cannot be told.
 * `POST /operator/outbox/again` lets those that were put aside be handed over again, and tells the same.
 * `GET /operator/breakers` tells the health of every dependency, and what it failed at last; unlike `/health` it asks nobody else.
 * `POST /operator/breakers/NAME/open` lets nothing through until it is closed or released, whatever the dependency does;
 * `…/close` makes the breaker as new, and `…/release` takes `open` back. Answers the dependency's health.
 */
export function operatorRoutes(token: string | undefined, { copies, outbox, pipelines, log }: Operated): Router {
  const router = Router();
  router.post('/operator/forget', operatorOnly(token), async (_req, res) => {
    await copies.forget();
    res.status(204).end();
  });

  const depths = async () => {
    const [stream, journal] = await Promise.all([
      outbox.stream?.depth().catch(() => null) ?? null,
      outbox.journal.depth().catch(() => null),
    ]);
    return { stream, journal };
  };
  router.get('/operator/outbox', operatorOnly(token), async (_req, res) => {
    res.set('cache-control', 'no-store').json(await depths());
  });
  router.post('/operator/outbox/again', operatorOnly(token), async (_req, res) => {
    // Each by itself: one that does not answer keeps nothing of the other.
    const again = await Promise.allSettled([outbox.stream?.again() ?? 0, outbox.journal.again()]);
    log.info(
      { again: again.map((one) => (one.status === 'fulfilled' ? one.value : reasonOf(one.reason))) },
      'orders brought back by hand',
    );
    res.set('cache-control', 'no-store').json(await depths());
  });

  const reasons = breakerReasons();
  router.get('/operator/breakers', operatorOnly(token), (_req, res) => {
    const told = pipelines.map((one) => ({ ...one.health(), reason: reasons.of(one.name) }));
    res.set('cache-control', 'no-store').json({ dependencies: told });
  });

  const steer = { open: 'isolate', close: 'reset', release: 'release' } as const;
  for (const [verb, does] of Object.entries(steer))
    router.post(`/operator/breakers/:name/${verb}`, operatorOnly(token), (req, res) => {
      const guarded = pipelines.find(({ name }) => name === req.params.name);
      if (guarded?.breaker === undefined) throw notFound('There is no such circuit breaker; GET /health names them.');
      guarded.breaker[does]();
      log.info({ dependency: guarded.name, verb }, 'circuit breaker steered by hand');
      res.set('cache-control', 'no-store').json(guarded.health());
    });
  return router;
}
