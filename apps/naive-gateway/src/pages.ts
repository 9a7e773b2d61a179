// The "before" picture: the pages as most of us write them first. All calls at the same time, connections kept alive, and not
// one pattern: no timeout, no breaker, no fallback, no copy. When one call fails, the page fails; when one hangs, the page hangs.
import { cartItems, liveNow, type Section, searchParams, searchWish, visitorHeader } from '@evenkeel/contracts';
import { checked } from '@evenkeel/service-kit/server/problem';
import { type Request, Router } from 'express';

interface Urls {
  readonly PRODUCT_URL: string;
  readonly REVIEW_URL: string;
  readonly RECOMMENDATION_URL: string;
  readonly SEARCH_URL: string;
}

export function naivePages({ PRODUCT_URL, REVIEW_URL, RECOMMENDATION_URL, SEARCH_URL }: Urls): Router {
  const router = Router();

  router.get('/pages/home', async (req, res) => {
    const [recommendations, bestsellers, categories] = await Promise.all([
      recommended(req, '/recommendations?limit=4'),
      get(`${PRODUCT_URL}/bestsellers?limit=8`),
      get(`${PRODUCT_URL}/categories`),
    ]);
    res.json(page({ recommendations, bestsellers, categories }));
  });

  router.get('/pages/product/:slug', async (req, res) => {
    const of = `/products/${encodeURIComponent(req.params.slug)}`;
    const [product, price, stock, rating, related, reviews, recommendations] = await Promise.all([
      get(PRODUCT_URL + of),
      get(`${PRODUCT_URL + of}/price`),
      get(`${PRODUCT_URL + of}/stock`),
      get(`${REVIEW_URL + of}/rating`),
      get(`${PRODUCT_URL + of}/related`),
      get(`${REVIEW_URL + of}/reviews?limit=2`),
      recommended(req, `/recommendations?limit=4&slug=${encodeURIComponent(req.params.slug)}`),
    ]);
    res.json(page({ product, price, stock, rating, related, reviews, recommendations }));
  });

  router.get('/pages/category/:slug', async (req, res) => {
    const [products, categories] = await Promise.all([
      get(`${PRODUCT_URL}/categories/${encodeURIComponent(req.params.slug)}/products`),
      get(`${PRODUCT_URL}/categories`),
    ]);
    res.json(page({ products, categories }));
  });

  router.get('/pages/search', async (req, res) => {
    const [{ results, facets }, categories] = await Promise.all([
      get(`${SEARCH_URL}/search?${searchParams(checked(searchWish, req.query))}`),
      get(`${PRODUCT_URL}/categories`),
    ]);
    res.json(page({ results, facets, categories }));
  });

  router.get('/pages/cart', async (req, res) => {
    const lines = checked(cartItems, req.query.items ?? '');
    const { items } = await get(`${PRODUCT_URL}/cards?slugs=${lines.map(({ slug }) => slug).join(',')}`);
    const cards = items as { slug: string }[];
    res.json(
      page({
        items: {
          items: lines.map(({ slug, quantity }) => ({ card: cards.find((card) => card.slug === slug), quantity })),
        },
      }),
    );
  });

  return router;

  async function recommended(req: Request, path: string) {
    const picks = await get(RECOMMENDATION_URL + path, {
      headers: { [visitorHeader]: req.get(visitorHeader) ?? crypto.randomUUID() },
    });
    const { items } = await get(`${PRODUCT_URL}/cards?slugs=${picks.slugs}`);
    return { basis: picks.basis, category: picks.category, degraded: picks.degraded, items };
  }
}

/** JSON, taken as it comes. */
async function get(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as Record<string, unknown>;
}

/** As the pages of the protected gateway look when all is well. */
const page = (sections: Record<string, unknown>) => ({
  sections: Object.fromEntries(Object.entries(sections).map(([name, data]) => [name, live(data)])),
  warnings: [],
  system: 'normal',
  requestId: '',
  tookMs: 0,
  deadlineMs: Number.MAX_SAFE_INTEGER,
});

const live = (data: unknown): Section<unknown> => ({ ...liveNow, data });
