import type { Card } from '@evenkeel/contracts';
import { oldest } from '../policies.ts';

/** A copy of cards keeps its names for a day, but its prices only as long as a price is trusted. */
export const withoutOldPrices = <T extends { items: Card[] }>(data: T, ageMs: number): T =>
  ageMs <= oldest.price ? data : { ...data, items: data.items.map((card) => ({ ...card, price: null })) };
