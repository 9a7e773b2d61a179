// What is measured, how thoroughly, and what is asked of it: the whole run ends within four minutes, the quick one within one.
import type { PartName } from '@evenkeel/platform';

/** All that a checkout through the gateway needs, and nothing else that would take its processor. */
export const parts = [
  'postgres',
  'postgres-replica',
  'redis',
  'product',
  'payment',
  'bank',
  'gateway',
] as const satisfies readonly PartName[];

/** The same buyers with the same carts in every run. */
export const seed = 20_260_101;
/** So many carts, each of at most so many products: every one is looked at before it is bought, as people do. */
export const carts = { number: 60, products: 3, pieces: 3 } as const;

/** Ends after that time or that number of orders, whichever comes first: a queue that is filled must be emptied, which takes far longer. */
export interface Window {
  readonly seconds: number;
  readonly mostOrders: number;
}

export interface Plan {
  /** So many buyers at a time, each as fast as they are answered. */
  readonly crowds: readonly number[];
  /** Bank well, bank dead, drain; so many times for each crowd. */
  readonly rounds: number;
  /** No further round begins later than so long after the first one of its crowd: on a slow machine fewer are measured, and told. */
  readonly roundsWithinSeconds: number;
  readonly warmUp: Window;
  readonly well: Window;
  /** Twice: while payment leaves the bank alone, and while it knocks again. */
  readonly bankDead: Window;
  /** The outbox is handed over a few orders a second, so there are few. */
  readonly paymentDead: Window & { readonly crowds: readonly number[] };
}

export const thorough: Plan = {
  crowds: [4, 16],
  rounds: 3,
  roundsWithinSeconds: 50,
  warmUp: { seconds: 3, mostOrders: 300 },
  well: { seconds: 5, mostOrders: 1_000 },
  bankDead: { seconds: 4, mostOrders: 120 },
  paymentDead: { seconds: 4, mostOrders: 120, crowds: [4, 16] },
};

export const quick: Plan = {
  crowds: [4, 16],
  rounds: 1,
  roundsWithinSeconds: 30,
  warmUp: { seconds: 1, mostOrders: 100 },
  well: { seconds: 1.5, mostOrders: 500 },
  bankDead: { seconds: 1.5, mostOrders: 50 },
  paymentDead: { seconds: 1.5, mostOrders: 40, crowds: [16] },
};

/**
 * So often payment finds out whether the bank is back (its BREAKER_OPEN_MS, as in the local shop); then everything that waits is looked at.
 * Buyers begin a moment before that, so that it happens among their orders. In ms.
 */
export const knocks = { everyMs: 5_000, aheadMs: 300 } as const;

/** An order that is kept for later is answered about as fast as one that is charged at once; and none is lost, or charged twice. */
export const goals = { p99ToWell: 1.5, queuedPercent: 100, failed: 0, leftOver: 0, wrong: 0 } as const;

/** How long is waited, in ms: by a buyer for an answer, by the bench for an answer of the operator's routes, and for what must come about. */
export const limits = {
  answerMs: 10_000,
  operatorMs: 3_000,
  breakerOpensMs: 10_000,
  chargesAgainMs: 30_000,
  drainMs: 60_000,
} as const;
