// Two carts under one checkout: the first counts, and the second is named.
import type { Told, Wish } from './buyers.ts';
import { type Away, type InEffect, wasAway } from './in-effect.ts';

interface Case {
  readonly wish: Pick<Wish, 'cents' | 'otherCents'>;
  readonly order: { readonly cents: number; readonly conflicts: number };
  /** What its buyer was told, in the order in which it was heard. */
  readonly heard: readonly Told[];
  readonly faults: readonly InEffect[];
}

/** Told so while the order may have waited in a place of its own: there nobody may know of another cart of the same checkout. */
const keptSomewhere = new Set(['queued', 'confirming', 'needs_buyer']);

/** Who knows of a cart that waits in the outbox. */
const outbox = ['redis', 'disk', 'gateway'] as const satisfies readonly Away[];
const everybody = [...outbox, 'redis full', 'payment'] as const satisfies readonly Away[];

const pressesOf = ({ wish: { otherCents }, heard }: Case): readonly Told[] =>
  heard.filter(({ by, sent }) => by === 'press' && sent !== undefined && sent === otherCents);

/**
 * Whether a buyer may have been told of a cart that is not the order's. That it was named to the operator and to the buyer is not enough: a
 * second cart that overtakes the first names it, too. Somebody who knew of the first must have been away while the second was taken.
 *
 * While it was taken, and not at any time between the two: one that was put behind the first stands in the same place, and whoever cannot read
 * that place hands over neither of them. Only one that was kept elsewhere, since nobody could tell, can go first later on; so the fault that
 * excuses it reaches into its press, from asking to hearing, or ended so shortly before that its part was still taken for dead.
 *
 * Is the order of the second cart, the first waited in the outbox: troubles of payment, which had nothing of it, are no excuse, and no more
 * is a Redis that is full, since it can be read. Is it of the first, and its buyer was told of the second for a while, payment may have been
 * the only one that knew.
 */
export function isExcused(one: Told, its: Case): boolean {
  const { wish, order, heard, faults } = its;
  const last = heard.findLast(({ cents }) => cents !== undefined);
  const isNamed = order.conflicts > 0 && last?.conflict === true;
  if (!isNamed || one === last || !keptSomewhere.has(one.what)) return false;
  const whoKnew = order.cents === wish.otherCents ? outbox : [...outbox, 'payment' as const];
  return pressesOf(its).some((press) => wasAway(faults, whoKnew, press));
}

/** Whom a second cart was not named to, in words, although nobody was away: an order had been accepted with the first, and its answer was an order. */
export function* notNamedTo(its: Case, isAccepted: (what: string) => boolean): Generator<string> {
  const { wish, order, heard, faults } = its;
  for (const press of pressesOf(its)) {
    const first = heard.find(
      ({ what, cents, heardAt }) => isAccepted(what) && cents === wish.cents && heardAt < press.askedAt,
    );
    if (!first || !isAccepted(press.what) || wasAway(faults, everybody, press)) continue;
    if (!press.conflict) yield 'its buyer';
    if (order.conflicts === 0) yield 'the operator';
  }
}
