// What the torture does to the shop: one table. Each fault lasts for a while and takes itself back.
import type { Wish } from './buyers.ts';
import type { Chance } from './random.ts';
import type { TorturedShop } from './tortured-shop.ts';

/** Parts that are killed and frozen. */
const victims = ['payment', 'bank', 'gateway', 'postgres', 'redis'] as const;
type Victim = (typeof victims)[number];

/** Every named point of docs/payment-states.md that is inside a process of ours, and whose process it is. */
export const crashPoints = {
  'gateway.before-accept': 'gateway',
  'gateway.after-accept': 'gateway',
  'outbox.before-append': 'gateway',
  'outbox.after-append': 'gateway',
  'outbox.before-ack': 'gateway',
  'journal.before-sync': 'gateway',
  'journal.after-sync': 'gateway',
  'payment.before-commit': 'payment',
  'payment.after-commit': 'payment',
  'payment.before-send': 'payment',
  'payment.after-send': 'payment',
  'payment.before-settle': 'payment',
  'payment.after-settle': 'payment',
  'refund.before-send': 'payment',
  'refund.after-send': 'payment',
  'bank.before-book': 'bank',
  'bank.after-book': 'bank',
} as const satisfies Record<string, Victim>;
export type CrashPoint = keyof typeof crashPoints;

type Remedy = 'refund' | 'give-up' | 'redrive';

export type Fault =
  | { readonly kind: 'kill' | 'freeze'; readonly part: Victim; readonly forMs: number }
  | { readonly kind: 'crash'; readonly point: CrashPoint; readonly forMs: number }
  /** The process stands still at that point for longer than a lease. */
  | { readonly kind: 'stand still'; readonly point: CrashPoint; readonly forMs: number }
  | {
      readonly kind: 'bank' | 'payment';
      readonly trouble: 'refuse' | 'hang' | 'slow' | 'lossy';
      /** So much later answers come, where they are slow. */
      readonly slowMs?: number;
      readonly forMs: number;
    }
  /** The operator does that to an order, whatever it is at: the one at this share of the list of buyers. */
  | { readonly kind: 'operator'; readonly remedy: Remedy; readonly at: number; readonly forMs: number }
  | { readonly kind: 'redis full' | 'disk full' | 'disk gone'; readonly forMs: number }
  /** From now on the bank's clock is so far ahead of the others, in ms. Nobody takes that back. */
  | { readonly kind: 'bank clock'; readonly aheadMs: number; readonly forMs: number }
  | { readonly kind: 'clock'; readonly part: 'payment' | 'gateway'; readonly byHours: number; readonly forMs: number };

const hourMs = 3_600_000;

/** Longer than a lease of the tortured shop (2.5 s) and the look of a worker that follows it, in ms. */
const pastTheLeaseMs = 4_000;

/** On the way from the buyer to the bank, and below it: one fault at a time on each, so that both can happen together. */
export const lanes = {
  services: (by: Chance): Fault => {
    const forMs = by.between(300, 2_000);
    const points = Object.keys(crashPoints) as CrashPoint[];
    const roll = by.next();
    if (roll < 0.4) return { kind: 'crash', point: by.of(points), forMs: by.between(500, 2_500) };
    if (roll < 0.5) return { kind: 'stand still', point: by.of(ofPayment), forMs: pastTheLeaseMs };
    if (roll < 0.6) return { kind: 'kill', part: by.of(['payment', 'bank', 'gateway']), forMs };
    if (roll < 0.7)
      return { kind: 'freeze', part: by.of(['payment', 'bank', 'gateway']), forMs: by.between(500, pastTheLeaseMs) };
    if (roll < 0.92) {
      const trouble = by.of(['refuse', 'hang', 'slow', 'slow', 'lossy', 'lossy'] as const);
      // Payment waits 1.25 s for the bank, and the gateway 3 s for payment.
      const slowMs = by.of([300, 700, 1_200, 1_500, 3_200]);
      const kind = by.of(['bank', 'bank', 'payment'] as const);
      return trouble === 'slow' ? { kind, trouble, slowMs, forMs } : { kind, trouble, forMs };
    }
    return { kind: 'clock', part: by.of(['payment', 'gateway']), byHours: by.of([25, 60 * 24, -1]), forMs };
  },
  stores: (by: Chance): Fault => {
    const forMs = by.between(300, 2_500);
    const roll = by.next();
    if (roll < 0.35) return { kind: 'kill', part: by.of(['postgres', 'redis']), forMs };
    if (roll < 0.6) return { kind: 'freeze', part: by.of(['postgres', 'redis']), forMs };
    return { kind: by.of(['redis full', 'redis full', 'disk full', 'disk full', 'disk gone'] as const), forMs };
  },
  /** Not a fault of any part, but what races with the workers. */
  operator: (by: Chance): Fault => ({
    kind: 'operator',
    remedy: by.of(['refund', 'refund', 'give-up', 'redrive'] as const),
    at: by.next(),
    forMs: by.between(50, 400),
  }),
} as const;

const ofPayment = (Object.keys(crashPoints) as CrashPoint[]).filter((point) => crashPoints[point] === 'payment');

export const inWords = (fault: Fault): string => {
  const { kind, forMs, ...what } = fault;
  return [kind, ...Object.values(what), `for ${forMs} ms`].join(' ');
};

export interface Inflicted {
  readonly shop: TorturedShop;
  readonly wishes: readonly Wish[];
}

/** Does it, waits, takes it back. False when it did nothing: nobody has come to the point at which it waited. */
export async function inflict(
  fault: Fault,
  { shop, wishes }: Inflicted,
  wait: (ms: number) => Promise<void>,
): Promise<boolean> {
  const takeBack = await begin(fault, shop, wishes);
  let became: Awaited<ReturnType<TakeBack>>;
  try {
    await wait(fault.forMs);
  } finally {
    became = await takeBack();
  }
  return became !== 'nothing was done';
}

type TakeBack = () => Promise<'nothing was done' | undefined>;

async function begin(fault: Fault, shop: TorturedShop, wishes: readonly Wish[]): Promise<TakeBack> {
  switch (fault.kind) {
    case 'kill':
      await shop.kill(fault.part);
      return async () => void (await shop.revive(fault.part));
    case 'freeze':
      await shop.freeze(fault.part);
      return async () => void (await shop.revive(fault.part));
    case 'crash':
    case 'stand still': {
      const part = crashPoints[fault.point];
      await shop.arm(part, fault.point, fault.kind === 'crash' ? 'die' : 'freeze');
      return async () => {
        const hasCome = await shop.disarm(part);
        await shop.revive(part);
        return hasCome ? undefined : 'nothing was done';
      };
    }
    case 'bank':
    case 'payment':
      if (fault.slowMs !== undefined) shop.wires[fault.kind].slowMs = fault.slowMs;
      shop.wires[fault.kind].trouble = fault.trouble;
      return async () => {
        shop.wires[fault.kind].trouble = null;
        return undefined;
      };
    case 'operator': {
      const order = wishes[Math.floor(fault.at * wishes.length)]?.order;
      await shop.operate('payment', 'POST', `orders/${order}/${fault.remedy}`);
      return async () => undefined;
    }
    case 'redis full':
      await shop.fillRedis(true);
      return async () => void (await shop.fillRedis(false));
    case 'disk full':
      await shop.fillDisk(true);
      return async () => void (await shop.fillDisk(false));
    case 'disk gone':
      await shop.fillDisk(true, true);
      return async () => void (await shop.fillDisk(false));
    case 'clock':
      await shop.setClock(fault.part, fault.byHours * hourMs);
      return async () => void (await shop.setClock(fault.part, 0));
    case 'bank clock':
      await shop.setBankClock(fault.aheadMs);
      return async () => undefined;
  }
}
