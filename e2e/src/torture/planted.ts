// A checker that finds nothing proves nothing. Faults are planted in payment and gateway, one at a time; each must break the claim that
// it is about, under a few faults that bring it to light.
import type { Count } from '../npm-test/count.ts';
import { type Edit, withPlanted } from '../planted-copy.ts';
import { type Claim, claims, type Violation } from './checker.ts';
import { type RunOptions, run, type Schedule } from './run.ts';
import { type TorturedShopOptions, torturedShop } from './tortured-shop.ts';

interface Planted {
  readonly what: string;
  readonly app: 'payment' | 'gateway';
  readonly edits: readonly Edit[];
  readonly schedule: Schedule;
  /** As usual when it is left out. */
  readonly secondCarts?: number;
  readonly claim: Claim;
}

const noFaults: Schedule = { services: [], stores: [], operator: [], bankClockMs: 0 };
/** Again and again, so that orders wait, and somebody comes before they are handed over. */
const inAndOut = (times: number, forMs: number) =>
  Array.from({ length: times }, () => ({ kind: 'payment', trouble: 'refuse', forMs }) as const);

const planted: readonly Planted[] = [
  {
    what: 'one key for the order instead of one for each attempt: a second card is a wrong question under an old key',
    app: 'payment',
    edits: [
      {
        file: 'src/work/charge.ts',
        from: 'const { id: key, orderId: order,',
        to: 'const { orderId: key, orderId: order,',
      },
    ],
    schedule: noFaults,
    claim: 'not final',
  },
  {
    what: 'a lease without fencing: who stood still settles what somebody else has settled since',
    app: 'payment',
    edits: [
      {
        file: 'src/orders/sql/working.ts',
        from: "where id = $1 and fence = $2 and state in ('claimed', 'sent', 'unknown')",
        to: 'where id = $1 and $2::bigint is not null',
      },
    ],
    schedule: {
      ...noFaults,
      services: [{ kind: 'bank', trouble: 'refuse', forMs: 900 }],
      stores: [{ kind: 'stand still', point: 'payment.before-settle', forMs: 6_000 }],
    },
    claim: 'settled twice',
  },
  {
    what: 'an order that is taken out of the outbox before payment has it',
    app: 'gateway',
    edits: [
      {
        file: 'src/outbox/drain.ts',
        from: "const came = item.entry === undefined ? 'never' : await handedOver(item.entry, 'stream');",
        to: "await from.done(item); const came = item.entry === undefined ? 'never' : await handedOver(item.entry, 'stream');",
      },
    ],
    schedule: { ...noFaults, services: [{ kind: 'payment', trouble: 'refuse', forMs: 3_000 }] },
    claim: 'missing',
  },
  {
    what: 'a journal that keeps the card, and charges it by itself',
    app: 'gateway',
    edits: [
      {
        file: 'src/outbox/outbox.ts',
        from: 'ofSame(order, await kept.append({ order, card: null, certain, at }))',
        to: '{ ...(await kept.append({ order, card, certain, at })), card: null }',
      },
    ],
    schedule: {
      ...noFaults,
      services: [{ kind: 'payment', trouble: 'refuse', forMs: 4_000 }],
      stores: [{ kind: 'redis full', forMs: 4_000 }],
    },
    claim: 'without the buyer',
  },
  {
    what: 'a second cart that is placed first: nobody looks whether another one waits',
    app: 'gateway',
    edits: [
      {
        file: 'src/outbox/outbox.ts',
        from: 'return isAnother(order, firstOf(queued, saved)?.entry);',
        to: 'return false;',
      },
      {
        file: 'src/outbox/outbox.ts',
        from: "if (!isAnother(order, first?.entry)) return 'first';",
        to: "return 'first';",
      },
    ],
    // In four runs it was found 34 to 49 times each.
    schedule: { ...noFaults, services: inAndOut(6, 1_200) },
    secondCarts: 1,
    claim: 'another amount',
  },
  {
    what: 'a page that asks payment only: what waits in the outbox is none',
    app: 'gateway',
    edits: [
      {
        file: 'src/pages/order-page.ts',
        from: 'if (waiting !== undefined) return waiting;',
        to: "if (waiting !== undefined && payment === 'unknown') return waiting;",
      },
    ],
    // Shorter ones, after which more looks come in time: found 10 to 14 times in each of four runs, 3 to 8 times with those above.
    schedule: { ...noFaults, services: inAndOut(12, 600) },
    claim: 'unknown',
  },
];

/** Enough for several of each card. */
const orders = 24;
const seed = 11;
/** What is broken is not settled, however long one waits. */
const settleLimitMs = 15_000;

/** One test for each; with `control` one more, that the same buyers and faults break nothing in the shop as it is. */
export async function plantedInPayments(log: (line: string) => void, { control = false } = {}): Promise<Count> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const tell = (holds: boolean, words: string) => {
    count[holds ? 'passed' : 'failed'] += 1;
    log(`${holds ? 'ok  ' : 'FAIL'} ${words}`);
  };
  for (const { what, app, edits, claim, ...how } of planted) {
    if (control) {
      const violations = await tortured({}, how);
      tell(violations.length === 0, `without "${what}" nothing is found (${violations.length})`);
    }
    const violations = await withPlanted(app, edits, (folder) => tortured({ [app]: folder }, how));
    const noticed = violations.some((one) => one.claim === claim);
    tell(noticed, `${what}: ${noticed ? `found (${claims[claim]})` : `not found, only ${violations.length} others`}`);
  }
  return count;
}

async function tortured(
  folders: NonNullable<TorturedShopOptions['folders']>,
  how: Pick<RunOptions, 'schedule' | 'secondCarts'>,
): Promise<readonly Violation[]> {
  const shop = await torturedShop({ folders });
  try {
    return (await run(shop, { seed, orders, ...how, settleLimitMs, log: () => undefined })).violations;
  } finally {
    await shop.stop();
  }
}
