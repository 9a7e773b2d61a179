// HTTP in, HTTP out.
import { slug } from '@evenkeel/contracts';
import { deadlineOf } from '@evenkeel/service-kit/server/deadline';
import { checked, notFound } from '@evenkeel/service-kit/server/problem';
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Products } from './products.ts';

const mostCards = 50;

const cardsQuery = z.object({
  slugs: z
    .string('must be slugs joined by commas')
    .transform((text) => (text === '' ? [] : [...new Set(text.split(','))]))
    .pipe(z.array(slug).max(mostCards, `at most ${mostCards} at a time`)),
});

const bestsellersQuery = z.object({
  limit: z.coerce.number().int().min(1).max(mostCards).default(8),
});

export function productRoutes(products: Products): Router {
  const router = Router();

  router.get('/products/:slug', async (req, res) => {
    res.json(found(await products.details(slugOf(req), deadlineOf(req).signal)));
  });
  router.get('/products/:slug/price', async (req, res) => {
    res.json(found(await products.price(slugOf(req), deadlineOf(req).signal)));
  });
  router.get('/products/:slug/stock', async (req, res) => {
    res.json(found(await products.stock(slugOf(req), deadlineOf(req).signal)));
  });
  router.get('/products/:slug/related', async (req, res) => {
    res.json(found(await products.related(slugOf(req), deadlineOf(req).signal)));
  });
  router.get('/cards', async (req, res) => {
    const { slugs } = checked(cardsQuery, req.query);
    res.json(await products.cards(slugs, deadlineOf(req).signal));
  });
  router.get('/bestsellers', async (req, res) => {
    const { limit } = checked(bestsellersQuery, req.query);
    res.json(await products.bestsellers(limit, deadlineOf(req).signal));
  });
  router.get('/categories', async (req, res) => {
    res.json(await products.categories(deadlineOf(req).signal));
  });
  router.get('/categories/:slug/products', async (req, res) => {
    res.json(found(await products.inCategory(slugOf(req), deadlineOf(req).signal)));
  });

  return router;
}

/** The slug in the address. What cannot be a slug is the name of nothing. */
const slugOf = (req: Request) => checked(slug, req.params.slug, () => unknown());

const unknown = () => notFound('The shop has nothing of this name.');

function found<T>(answer: T | undefined): T {
  if (answer === undefined) throw unknown();
  return answer;
}
