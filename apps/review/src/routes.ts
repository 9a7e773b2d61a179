// HTTP in, HTTP out.
import { slug } from '@evenkeel/contracts';
import { deadlineOf } from '@evenkeel/service-kit/server/deadline';
import { checked, notFound } from '@evenkeel/service-kit/server/problem';
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { ReviewsOfProducts } from './reviews.ts';

const reviewsQuery = z.object({ limit: z.coerce.number().int().min(1).max(20).default(5) });

export function reviewRoutes(reviews: ReviewsOfProducts): Router {
  const router = Router();

  router.get('/products/:slug/rating', async (req, res) => {
    res.json(await reviews.rating(slugOf(req), deadlineOf(req).signal));
  });
  router.get('/products/:slug/reviews', async (req, res) => {
    const { limit } = checked(reviewsQuery, req.query);
    res.json(await reviews.newest(slugOf(req), limit, deadlineOf(req).signal));
  });

  return router;
}

/** The slug in the address. What cannot be a slug is the name of nothing. */
const slugOf = (req: Request) => checked(slug, req.params.slug, () => notFound('No product can have this name.'));
