// What a section may still say when it is shown again from a copy: always `stale`, never an old price, never stock.
import { type Section, sectionMessage, type Tier } from '@evenkeel/contracts';

const MINUTE_MS = 60_000;
const PRICE_LIMIT_MS = 15 * MINUTE_MS;
const FRESH_MS = 5 * MINUTE_MS;
const DEGRADED_MS = 60 * MINUTE_MS;
/** Nothing older is shown. */
export const EMERGENCY_MS = 24 * 60 * MINUTE_MS;

export const tierOf = (ageMs: number): Tier =>
  ageMs <= FRESH_MS ? 'fresh' : ageMs <= DEGRADED_MS ? 'degraded' : 'emergency';

/** Section `name` as it looks `elapsedMs` after it was kept; `reason` says why the copy is needed. */
export function asSaved(name: string, kept: Section<unknown>, elapsedMs: number, reason: string): Section<unknown> {
  const ageMs = Math.round((kept.ageMs ?? 0) + elapsedMs);
  const showable = kept.data !== null && ageMs <= EMERGENCY_MS && name !== 'stock';
  if (!showable || (name === 'price' && ageMs > PRICE_LIMIT_MS)) return lost(name, reason);
  const data = ageMs > PRICE_LIMIT_MS ? withoutPrices(kept.data) : kept.data;
  return {
    state: 'stale',
    source: 'cache',
    ageMs,
    tier: tierOf(ageMs),
    message: sectionMessage(name, 'stale', { ageMs, ...countOf(data) }),
    reason,
    tookMs: 0,
    data,
  };
}

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

/** Cards keep everything but their price. */
function withoutPrices(data: unknown): unknown {
  if (!isRecord(data) || !Array.isArray(data.items)) return data;
  return {
    ...data,
    items: data.items.map((item: unknown) => (isRecord(item) && 'price' in item ? { ...item, price: null } : item)),
  };
}
