// One run: buyers and faults at the same time, then everything is mended, and the books are compared.
import { setTimeout as pause } from 'node:timers/promises';
import { waitUntil } from '@evenkeel/platform';
import { buy, type Counter, look, type Told, wishOf } from './buyers.ts';
import { check, readBooks, type Violation } from './checker.ts';
import { type Fault, inflict, inWords, lanes } from './faults.ts';
import type { InEffect } from './in-effect.ts';
import { chance } from './random.ts';
import type { TorturedShop } from './tortured-shop.ts';

/** What is done, one fault after the other on each lane. */
export interface Schedule {
  readonly services: readonly Fault[];
  readonly stores: readonly Fault[];
  readonly operator: readonly Fault[];
  /** So far the bank's clock is ahead of the others at the beginning, in ms. */
  readonly bankClockMs: number;
}
export const laneNames = ['services', 'stores', 'operator'] as const;

export interface RunOptions {
  readonly seed: number;
  readonly orders: number;
  /** Instead of the one of the seed. */
  readonly schedule?: Schedule;
  /** The same buyers want the same again, under other ids: how often they did before. */
  readonly again?: number;
  /** The share of buyers who send another cart under the same checkout; as `Counter` says by default. */
  readonly secondCarts?: number;
  /** How long everything may take to be settled once all was mended, in ms; 90 s by default. */
  readonly settleLimitMs?: number;
  readonly log: (line: string) => void;
}

export interface RunResult {
  readonly violations: readonly Violation[];
  readonly schedule: Schedule;
  /** Final state → orders; `none` for those that were refused in the end. */
  readonly states: Readonly<Record<string, number>>;
  /** How long everything took to be settled once all was mended, in ms. */
  readonly recoveryMs: number;
}

const atOnce = 8;
/** As often as they stand here: right, a little behind, a minute ahead, a day and an hour ahead. */
const bankClocksMs = [0, 0, 0, -700, 60_000, 25 * 3_600_000];
/** In every other run it leaps, once, to one of these: one that leaps to and fro within a moment could be trusted in nothing. */
const leapsToMs = [0, 60_000, 25 * 3_600_000];
/** Between two faults of a lane. */
const breathMs = [200, 1_500] as const;
const usualSettleLimitMs = 90_000;
/** More faults than a run can be long. */
const mostFaults = 400;

export const scheduleOf = (seed: number): Schedule => {
  const by = chance(seed);
  const draw = (lane: keyof typeof lanes) => Array.from({ length: mostFaults }, () => lanes[lane](by));
  const lists = { services: draw('services'), stores: draw('stores'), operator: draw('operator') };
  const bankClockMs = by.of(bankClocksMs);
  const leap = {
    kind: 'bank clock',
    aheadMs: by.of(leapsToMs.filter((aheadMs) => aheadMs !== bankClockMs)),
    forMs: 50,
  } as const;
  if (by.next() < 0.5) lists.services.splice(by.between(1, 4), 0, leap);
  return { ...lists, bankClockMs };
};

export async function run(shop: TorturedShop, { seed, orders, log, ...given }: RunOptions): Promise<RunResult> {
  const { settleLimitMs = usualSettleLimitMs } = given;
  const schedule = given.schedule ?? scheduleOf(seed);
  const by = chance(seed ^ 0x5eed);
  const ids = chance(seed * 7_919 + (given.again ?? 0));
  const wishes = Array.from({ length: orders }, () => ({ ...wishOf(by), order: ids.uuid(), visitor: ids.uuid() }));
  const told: Told[] = [];
  const doors = chance(seed + 1);
  const counter: Counter = {
    gatewayUrl: () => doors.of(shop.gatewayUrls),
    told,
    wait: pause,
    secondCarts: given.secondCarts,
  };
  const inEffect: InEffect[] = [];
  const done = { services: [] as Fault[], stores: [] as Fault[], operator: [] as Fault[] };
  await shop.setBankClock(schedule.bankClockMs);

  const ending = new AbortController();
  const faults = Promise.all(
    laneNames.map((lane) => {
      const breath = chance(seed + lane.length);
      return inflictAll(schedule[lane], ending.signal, async (fault) => {
        done[lane].push(fault);
        log(`  ${inWords(fault)}`);
        const from = Date.now();
        if (await inflict(fault, { shop, wishes }, (ms) => pause(ms))) inEffect.push({ fault, from, to: Date.now() });
        await pause(breath.between(...breathMs));
      });
    }),
  );
  faults.catch(() => undefined); // It is awaited below, when the buyers are done: until then nobody listens.
  const queue = wishes.entries();
  const buyer = async () => {
    for (const [index, wish] of queue) await buy(wish, chance(seed * 100_003 + index), counter);
  };
  await Promise.all(Array.from({ length: atOnce }, buyer));
  // A schedule of its own is done to its end; one of a seed goes on for as long as somebody buys.
  if (given.schedule === undefined) ending.abort();
  await faults;
  await mend(shop);

  const began = performance.now();
  const settled = await waitUntil(() => isSettled(shop), { limitMs: settleLimitMs, everyMs: 300 });
  const recoveryMs = performance.now() - began;
  for (const wish of wishes) await look(wish, counter);

  const books = { ...(await readBooks(wishes, told, shop)), faults: inEffect };
  const found = new Map(books.orders.map(({ id, state }) => [id, state]));
  const states = Object.groupBy(wishes, ({ order }) => found.get(order) ?? 'none');
  return {
    violations: [
      ...check(books),
      ...(settled
        ? []
        : [{ claim: 'not final', order: 'queue or outbox', what: `not empty after ${settleLimitMs} ms` } as const]),
    ],
    schedule: { ...done, bankClockMs: schedule.bankClockMs },
    states: Object.fromEntries(Object.entries(states).map(([state, list]) => [state, list?.length ?? 0])),
    recoveryMs,
  };
}

async function inflictAll(
  faults: readonly Fault[],
  until: AbortSignal,
  one: (fault: Fault) => Promise<void>,
): Promise<void> {
  for (const fault of faults) {
    if (until.aborted) return;
    await one(fault);
  }
}

/** Whatever was done, and whoever died late. */
async function mend(shop: TorturedShop): Promise<void> {
  for (const part of ['gateway', 'payment', 'bank'] as const) await shop.disarm(part);
  for (const part of ['postgres', 'redis', 'bank', 'payment', 'gateway'] as const) await shop.revive(part);
}

interface Overview {
  readonly queue: { readonly depth: number };
  readonly refunds: { readonly count: number };
  readonly attention: { readonly count: number; readonly oldest: readonly { readonly order: string }[] };
}

const nothing = { waiting: 0, refused: 0 };

/** The operator looks after dead letters, as operators do: each is tried again. */
async function isSettled(shop: TorturedShop): Promise<boolean> {
  const payments = (await shop.operate('payment', 'GET', 'payments')) as Overview | undefined;
  const outbox = await shop.operate('gateway', 'GET', 'outbox');
  if (payments === undefined || outbox === undefined) return false;
  for (const { order } of payments.attention.oldest) await shop.operate('payment', 'POST', `orders/${order}/redrive`);
  const waiting = JSON.stringify(outbox) === JSON.stringify({ stream: nothing, journal: nothing });
  return waiting && payments.queue.depth === 0 && payments.refunds.count === 0 && payments.attention.count === 0;
}

/** In one line. */
export const tellRun = (seed: number, { violations, states, recoveryMs }: RunResult): string => {
  const what = Object.entries(states).map(([state, count]) => `${state} ${count}`);
  return `${violations.length === 0 ? 'ok  ' : 'FAIL'} seed ${seed}: ${what.join(', ')}; settled ${(recoveryMs / 1_000).toFixed(1)} s after all was mended`;
};
