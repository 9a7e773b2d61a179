import { randomUUID } from 'node:crypto';
import type { Entry } from '../../src/outbox/entry.ts';

let second = 0;

/** Somebody's order, as the outbox keeps it; each a little later than the one before. */
export function anEntry({
  quantity = 2,
  ...more
}: Partial<Entry> & { id?: string; visitor?: string; quantity?: number } = {}): Entry {
  const { id = randomUUID(), visitor = randomUUID(), ...facts } = more;
  second += 1;
  return {
    order: {
      id,
      visitor,
      lines: [{ slug: 'mouse', name: 'Mouse', quantity, cents: 2_900 }],
      total: { cents: 2_900 * quantity, currency: 'USD' },
    },
    card: { token: 'card_approved', lastFour: '4242' },
    certain: true,
    at: new Date(1_700_000_000_000 + second * 1_000).toISOString(),
    ...facts,
  };
}
