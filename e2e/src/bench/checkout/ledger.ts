// The books compared: what buyers were told, against what the bank has charged.
import { request } from 'undici';
import { z } from 'zod';
import { limits } from './plan.ts';
import type { Sample } from './samples.ts';

const charge = z.object({ id: z.uuid(), reference: z.string(), status: z.string(), cents: z.number().int() });
const page = z.object({ charges: z.array(charge) });
export type Charge = z.infer<typeof charge>;

/** The bank gives at most so many at a time. */
const pageSize = 1_000;

/** All of them, in the order of booking. @throws when the bank does not answer */
export async function chargesOf(bankUrl: string): Promise<Charge[]> {
  const all: Charge[] = [];
  for (;;) {
    const after = all.at(-1);
    const { body } = await request(`${bankUrl}/charges?limit=${pageSize}${after ? `&after=${after.id}` : ''}`, {
      signal: AbortSignal.timeout(limits.answerMs),
    });
    const { charges } = page.parse(await body.json());
    all.push(...charges);
    if (charges.length < pageSize) return all;
  }
}

/** Ids of orders. */
export interface Differences {
  /** The buyer was told that it is kept, and nothing was charged. */
  readonly missing: readonly string[];
  readonly twice: readonly string[];
  readonly otherAmount: readonly string[];
  /** Charged, and nobody ordered it, or the buyer was told that it was not kept. */
  readonly notWanted: readonly string[];
}

/** An order of which its buyer is unsure may be charged once, or not. */
export function compare(ordered: readonly Sample[], charges: readonly Charge[]): Differences {
  const charged = Map.groupBy(
    charges.filter(({ status }) => status === 'approved'),
    ({ reference }) => reference,
  );
  const ordersOf = new Map(ordered.map((sample) => [sample.order, sample]));
  const which = (holds: (order: string, found: readonly Charge[]) => boolean) =>
    [...charged].flatMap(([order, found]) => (holds(order, found) ? [order] : []));
  return {
    missing: ordered.flatMap(({ order, kept }) => (kept === 'yes' && !charged.has(order) ? [order] : [])),
    twice: which((_, found) => found.length > 1),
    otherAmount: which((order, found) => {
      const cents = ordersOf.get(order)?.cents;
      return cents !== undefined && found.some((one) => one.cents !== cents);
    }),
    notWanted: which((order) => (ordersOf.get(order)?.kept ?? 'no') === 'no'),
  };
}
