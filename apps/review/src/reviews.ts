// What the review service knows, in the words of the contracts. A product that nobody has reviewed has no average.
import type { Rating, Reviews } from '@evenkeel/contracts';
import type { ReviewStore, StarsRow } from './store.ts';

export type ReviewsOfProducts = ReturnType<typeof reviewsOfProducts>;

export function reviewsOfProducts(store: ReviewStore) {
  return {
    async rating(slug: string, signal: AbortSignal): Promise<Rating> {
      return { slug, ...summarise(await store.stars(slug, signal)) };
    },

    /** The newest reviews first. */
    async newest(slug: string, limit: number, signal: AbortSignal): Promise<Reviews> {
      const [rows, items] = await Promise.all([store.stars(slug, signal), store.newest(slug, limit, signal)]);
      return { slug, ...summarise(rows), stars: distribution(rows), items };
    },
  };
}

/** The mean of the stars with one decimal, and how many there are. */
export function summarise(rows: readonly StarsRow[]): Pick<Rating, 'average' | 'count'> {
  const count = rows.reduce((sum, { amount }) => sum + amount, 0);
  if (count === 0) return { average: null, count };
  const total = rows.reduce((sum, { stars, amount }) => sum + stars * amount, 0);
  return { average: Math.round((total / count) * 10) / 10, count };
}

function distribution(rows: readonly StarsRow[]): Reviews['stars'] {
  const amountOf = (stars: number) => rows.find((row) => row.stars === stars)?.amount ?? 0;
  return [amountOf(1), amountOf(2), amountOf(3), amountOf(4), amountOf(5)];
}
