// HTTP in, HTTP out: an address becomes a visit to a page.
import { behaviourKinds, cartItems, searchWish, slug, suggestQuery } from '@evenkeel/contracts';
import { checked, deadlineOf } from '@evenkeel/service-kit';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { type Request, Router } from 'express';
import { z } from 'zod';
import type { BehaviourRecorder } from '../behaviour.ts';
import type { Clients } from '../clients/index.ts';
import type { Copies } from '../copies/copies.ts';
import { cartPagePlan } from '../pages/cart-page.ts';
import { categoryPagePlan } from '../pages/category-page.ts';
import { homePagePlan } from '../pages/home-page.ts';
import { createPage } from '../pages/page.ts';
import { type ProductVisit, productPagePlan } from '../pages/product-page.ts';
import { searchPagePlan } from '../pages/search-page.ts';
import type { ObserveSection } from '../sections/section-metrics.ts';
import { answering, unknown, visitOf } from './answering.ts';

export interface PageRoutesOptions {
  readonly ask: Clients;
  readonly copies: Copies;
  readonly behaviour: BehaviourRecorder;
  readonly observe: ObserveSection;
  readonly log: Log;
}

export function pageRoutes({ ask, copies, behaviour, observe, log }: PageRoutesOptions): Router {
  const answer = answering(observe, log);
  const home = createPage(homePagePlan(ask), copies);
  const product = createPage(productPagePlan(ask), copies);
  const category = createPage(categoryPagePlan(ask), copies);
  const search = createPage(searchPagePlan(ask), copies);
  const cart = createPage(cartPagePlan(ask), copies);

  const router = Router();
  router.get('/pages/home', (req, res) => answer(home, visitOf(req), req, res));
  router.get('/pages/product/:slug', async (req, res) => {
    const visit = slugVisitOf(req);
    await answer(product, visit, req, res);
    // A section that is asked for again is not another look at the product.
    if (req.query.section === undefined)
      behaviour.record({ kind: 'view', slug: visit.slug, visitor: visit.visitor ?? null });
  });
  router.get('/pages/category/:slug', (req, res) => answer(category, slugVisitOf(req), req, res));
  router.get('/pages/search', (req, res) => {
    const { section: _, ...params } = req.query;
    return answer(search, { ...visitOf(req), wish: checked(searchWish, params) }, req, res);
  });
  router.get('/pages/cart', (req, res) =>
    answer(cart, { ...visitOf(req), items: checked(cartItems, req.query.items ?? '') }, req, res),
  );
  return router;
}

/** An order is told by whoever takes it, never by a browser. */
const told = z.object({ kind: z.enum(behaviourKinds).exclude(['order']), slug });

/** What a page asks and tells besides its sections. Nobody waits for any of it. */
export function askingRoutes(ask: Clients, behaviour: BehaviourRecorder): Router {
  const router = Router();
  router.get('/suggest', async (req, res) => {
    const { q } = checked(suggestQuery, req.query);
    const { signal, remainingMs } = deadlineOf(req);
    // Without an answer people type their words to the end.
    const found = await ask.search.suggest(q, { signal, deadlineMs: remainingMs() }).catch(() => undefined);
    res.set('cache-control', found ? 'private, max-age=60' : 'no-store').json(found ?? { items: [] });
  });
  router.post('/behaviour', (req, res) => {
    behaviour.record({ ...checked(told, req.body), visitor: visitOf(req).visitor ?? null });
    res.status(202).end();
  });
  return router;
}

/** What has no well-formed slug is not known either: a 404, without asking anyone. */
const slugVisitOf = (req: Request): ProductVisit => ({
  ...visitOf(req),
  slug: checked(slug, req.params.slug, () => unknown()),
});
