// What a section may still say when it is shown again from a copy: always `stale`, never an old price, never stock.
import {
  type Card,
  datedResults,
  priceLimitMs,
  type Section,
  sectionMessage,
  tierLimitsMs,
  tierOf,
  withoutOldPrices,
} from '@evenkeel/contracts';

/** Section `name` as it looks `elapsedMs` after it was kept; `reason` says why the copy is needed. */
export function asSaved(name: string, kept: Section<unknown>, elapsedMs: number, reason: string): Section<unknown> {
  const ageMs = Math.round((kept.ageMs ?? 0) + elapsedMs);
  const showable = kept.data !== null && ageMs <= tierLimitsMs.emergency && name !== 'stock';
  if (!showable || (name === 'price' && ageMs > priceLimitMs)) return lost(name, reason);
  return {
    state: 'stale',
    source: 'cache',
    ageMs,
    tier: tierOf(ageMs),
    message: sectionMessage(name, 'stale', { ageMs, ...countOf(kept.data) }),
    reason,
    tookMs: 0,
    data: holdsCards(kept.data) ? dated(kept.data, ageMs, elapsedMs) : kept.data,
  };
}

/** Results know how old their prices were when they were kept; other prices are as old as their section. */
const dated = (data: HoldsCards, ageMs: number, elapsedMs: number): HoldsCards =>
  isDated(data) ? datedResults(data, elapsedMs) : withoutOldPrices(data, ageMs);

/** Section `name` with nothing to show. */
export const lost = (name: string, reason: string): Section<never> => ({
  state: 'unavailable',
  source: 'none',
  ageMs: null,
  tier: null,
  message: sectionMessage(name, 'unavailable'),
  reason,
  tookMs: 0,
  data: null,
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const countOf = (data: unknown): { count?: number } =>
  isRecord(data) && typeof data.count === 'number' ? { count: data.count } : {};

interface HoldsCards {
  readonly items: readonly Pick<Card, 'price'>[];
}

const isDated = (data: HoldsCards): data is HoldsCards & { readonly pricesAgeMs: number } =>
  'pricesAgeMs' in data && typeof data.pricesAgeMs === 'number';

const holdsCards = (data: unknown): data is HoldsCards =>
  isRecord(data) && Array.isArray(data.items) && data.items.some((item) => isRecord(item) && 'price' in item);
