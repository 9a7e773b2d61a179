// HTTP in, for whoever breaks and mends. The door has seen that it comes from a page of the control room.
import { type PartName, PlatformError, partNames } from '@evenkeel/platform';
import { checked, notFound, ProblemError } from '@evenkeel/service-kit/server/problem';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import express, { type Response, Router } from 'express';
import { z } from 'zod';
import { type Crowd, mostVisitors } from '../move/crowd.ts';
import { type Moves, verbs } from '../move/moves.ts';

const move = z.object({ part: z.enum(partNames), verb: z.enum(verbs) });
const load = z.strictObject({ visitors: z.int().min(0).max(mostVisitors) });

/**
 * `POST /parts/NAME/kill|pause|unpause|start`, `POST /heal`, `POST /forget`: 204 when it is done, 409 with the reason when it cannot be.
 * `PUT /load` with `{ "visitors": 0 to 50 }`.
 */
export function moveRoutes(moves: Moves, crowd: Crowd, log: Log): Router {
  const router = Router();
  router.use(express.json({ limit: '1kb' }));

  const doing = async (res: Response, what: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      throw new ProblemError(409, 'Conflict', error.message);
    }
    log.info({ what }, 'done by hand');
    res.status(204).end();
  };

  router.post('/parts/:part/:verb', async (req, res) => {
    const wanted = checked(move, req.params, () => notFound('There is no such part, or it cannot be moved so.'));
    await doing(res, `${wanted.verb} ${wanted.part}`, () => moves.move(wanted.part as PartName, wanted.verb));
  });
  router.post('/heal', (_req, res) => doing(res, 'heal', () => moves.heal()));
  router.post('/forget', (_req, res) => doing(res, 'forget', () => moves.forget()));
  router.put('/load', (req, res) => {
    crowd.set(checked(load, req.body).visitors);
    res.status(204).end();
  });
  return router;
}
