// HTTP in, HTTP out.
import { looks, searchWish, suggestQuery } from '@evenkeel/contracts';
import { deadlineOf } from '@evenkeel/service-kit/server/deadline';
import { checked } from '@evenkeel/service-kit/server/problem';
import { Router } from 'express';
import type { Search } from './search.ts';
import type { Suggest } from './suggest.ts';

export function searchRoutes(search: Search, suggest: Suggest, onLooks: (slugs: readonly string[]) => void): Router {
  const router = Router();

  router.get('/search', async (req, res) => {
    const wish = checked(searchWish, req.query);
    const deadline = deadlineOf(req);
    res.json(await search.find(wish, deadline.remainingMs(), deadline.signal));
  });

  router.get('/suggest', async (req, res) => {
    const { q } = checked(suggestQuery, req.query);
    res.json(await suggest(q, deadlineOf(req).signal));
  });

  // Answered at once: nobody waits for a count.
  router.post('/looks', (req, res) => {
    onLooks(checked(looks, req.body).slugs);
    res.status(202).end();
  });

  return router;
}
