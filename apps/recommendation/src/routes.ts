// HTTP in, HTTP out.
import { behaviours, slug, visitorHeader } from '@evenkeel/contracts';
import { deadlineOf } from '@evenkeel/service-kit/server/deadline';
import { checked } from '@evenkeel/service-kit/server/problem';
import { Router } from 'express';
import { z } from 'zod';
import type { Record } from './behaviour.ts';
import type { Recommendations } from './recommendations.ts';

const question = z.object({
  slug: slug.optional(),
  limit: z.coerce.number().int().min(1).max(24).default(4),
  visitor: z.uuid(`${visitorHeader} must be a UUID`).optional(),
});

export function recommendationRoutes(recommendations: Recommendations, record: Record): Router {
  const router = Router();

  router.get('/recommendations', async (req, res) => {
    const { slug, limit, visitor } = checked(question, { ...req.query, visitor: req.get(visitorHeader) });
    const deadline = deadlineOf(req);
    res.json(await recommendations.pick({ slug, limit, visitor }, deadline.remainingMs(), deadline.signal));
  });

  // Answered at once: nobody waits for a count.
  router.post('/behaviour', (req, res) => {
    for (const behaviour of checked(behaviours, req.body)) record(behaviour);
    res.status(202).end();
  });

  return router;
}
