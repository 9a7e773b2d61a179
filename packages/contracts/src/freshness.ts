// How old what people see may be. Gateway and web both keep copies; they must agree.
import type { Card } from './product.ts';
import type { Tier } from './section.ts';

const MINUTE = 60_000;

/** Greatest age of a copy per tier, in ms; older than the last is not shown at all. */
export const tierLimitsMs = { fresh: 5 * MINUTE, degraded: 60 * MINUTE, emergency: 24 * 60 * MINUTE } as const;

/** A price is trusted for a quarter of an hour, marked; then it is "Price unavailable". In ms. */
export const priceLimitMs = 15 * MINUTE;

/** A price from a search index that follows the database within seconds is of now; older than this, in ms, it is marked. */
export const priceOfNowMs = 15_000;

/** The tier of a copy that is `ageMs` old. */
export const tierOf = (ageMs: number): Tier =>
  ageMs <= tierLimitsMs.fresh ? 'fresh' : ageMs <= tierLimitsMs.degraded ? 'degraded' : 'emergency';

/** A copy of cards keeps its names for a day, but its prices only as long as a price is trusted. */
export const withoutOldPrices = <T extends { readonly items: readonly Pick<Card, 'price'>[] }>(
  data: T,
  ageMs: number,
): T => (ageMs <= priceLimitMs ? data : { ...data, items: data.items.map((card) => ({ ...card, price: null })) });

/** Results `elapsedMs` later: they know how old their prices were, and lose them when they become too old. */
export const datedResults = <
  T extends { readonly items: readonly Pick<Card, 'price'>[]; readonly pricesAgeMs: number },
>(
  results: T,
  elapsedMs: number,
): T => {
  const pricesAgeMs = results.pricesAgeMs + elapsedMs;
  return withoutOldPrices({ ...results, pricesAgeMs }, pricesAgeMs);
};
