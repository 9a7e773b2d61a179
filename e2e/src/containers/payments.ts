// The payments under torture, in containers: buyers at the forms, and parts that are killed, frozen and cut off. Then everything is mended,
// and the same checker as that of the long torture compares the databases.
import { setTimeout as pause } from 'node:timers/promises';
import { catalogue } from '@evenkeel/catalogue';
import { type PartName, waitUntil } from '@evenkeel/platform';
import { look } from '../matrix/observe.ts';
import { pay, shopperWith } from '../matrix/trial/buying.ts';
import type { Told, Wish } from '../torture/buyers.ts';
import { type Books, check, claims as paymentClaims } from '../torture/checker.ts';
import { type Chance, chance } from '../torture/random.ts';
import type { Claims } from './claims.ts';
import { askInside, type TrialComposition } from './trial-composition.ts';

const seed = 1;
const buyers = 24;
const atOnce = 4;
const mostPresses = 6;
const pageLimitMs = 6_000;
const settleLimitMs = 90_000;
/** Longer than any fault lasts. */
const comeInLimitMs = 60_000;
const victims = ['payment', 'bank', 'gateway', 'postgres', 'redis'] as const;
/** Approved, declined, without money, slow, lost, busy, and two with an error: as the checkout offers them. */
const cards = [0, 0, 0, 1, 2, 4, 5, 6, 7];

export async function paymentsInContainers(trial: TrialComposition, { claim }: Claims): Promise<void> {
  await claim(
    `under torture no order is lost, charged twice, or told wrong (${buyers} buyers, seed ${seed})`,
    async () => {
      const told: Told[] = [];
      const orders = new Map<string, Shopper>();
      const ending = new AbortController();
      const faults = harm(trial, chance(seed), ending.signal);
      faults.catch(() => undefined); // It is awaited below, when the buyers are done.
      const by = chance(seed + 1);
      const queue = Array.from({ length: buyers }, () => by.next()).values();
      const buyer = async () => {
        for (const share of queue) await buy(trial, chance(Math.floor(share * 2 ** 31)), { told, orders });
      };
      // However the buyers end: nothing is harmed any more when this claim is over.
      await Promise.all(Array.from({ length: atOnce }, buyer)).finally(() => ending.abort());
      await faults;
      for (const part of victims) await trial.shop.platform.start(part);
      const books = async () => readBooks(trial, told, orders);
      const settled = async () => check(await books()).every(({ claim: broken }) => broken !== 'not final');
      await waitUntil(() => settled().catch(() => false), { limitMs: settleLimitMs, everyMs: 1_000 });
      for (const [id, shopper] of orders) await lookAt(id, shopper, told);
      const found = await books();
      const states = Object.entries(Object.groupBy(found.orders, ({ state }) => state));
      console.log(
        `  ${states.map(([state, list]) => `${state} ${list?.length}`).join(', ')}; ${found.charges.length} in the ledger`,
      );
      if (orders.size < buyers / 2) return [`only ${orders.size} of ${buyers} could buy at all`];
      return check(found).map(({ claim: broken, order, what }) => `${paymentClaims[broken]}: ${order}: ${what}`);
    },
  );
}

interface Shopper {
  /** What the product costs. */
  readonly cents: number;
  readonly url: string;
  readonly cookies: Readonly<Record<string, string>>;
}
interface Seen {
  readonly told: Told[];
  readonly orders: Map<string, Shopper>;
}

/** Presses until an order was taken, sometimes twice at once, and looks at it. */
async function buy({ shop }: TrialComposition, by: Chance, { told, orders }: Seen): Promise<void> {
  const site = shop.platform.url('web');
  const { slug, priceCents: cents } = by.of(catalogue().products.slice(0, 20));
  const card = by.of(cards);
  const twice = by.share(0.3);
  // While the gateway is dead nothing can be put into a cart that was not there.
  let cookies: Shopper['cookies'] | undefined;
  const comesIn = async () => {
    cookies = await shopperWith(site, slug).catch(() => undefined);
    return cookies !== undefined;
  };
  await waitUntil(comesIn, { limitMs: comeInLimitMs, everyMs: 500 });
  if (cookies === undefined) throw new Error(`nobody can put ${slug} into a cart for ${comeInLimitMs} ms`);
  const mine = cookies;
  for (let count = 0; count < mostPresses; count += 1) {
    const askedAt = Date.now();
    const presses = Array.from({ length: twice ? 2 : 1 }, () => pay(site, mine, card).catch(() => undefined));
    const url = (await Promise.all(presses)).find((one) => one !== undefined);
    if (url !== undefined) {
      const id = url.split('/').at(-1) ?? '';
      orders.set(id, { url, cookies: mine, cents });
      told.push({ order: id, by: 'press', what: 'confirming', askedAt, heardAt: Date.now() });
      await lookAt(id, { url, cookies: mine, cents }, told);
      return;
    }
    await pause(by.between(200, 1_000));
  }
}

/** The sentences of an order's page, and the state that they tell. */
const sentences = [
  [/is paid|went through/, 'paid'],
  [/card was declined/, 'declined'],
  [/has not been charged yet/, 'queued'],
  [/We will contact you/, 'needs_buyer'],
  [/order was cancelled/, 'cancelled'],
  [/taking your payment/, 'charging'],
  [/looking into your order/, 'attention'],
  [/on its way back/, 'refunded'],
  [/do not know yet/, 'confirming'],
] as const;

async function lookAt(order: string, { url, cookies }: Shopper, told: Told[]): Promise<void> {
  const askedAt = Date.now();
  const seen = await look(url, pageLimitMs, cookies).catch(() => undefined);
  if (seen?.sections.order?.state !== 'live') return;
  const what = sentences.find(([words]) => words.test(seen.text))?.[1];
  if (what === undefined) throw new Error(`an order says "${seen.text.slice(0, 200)}"`);
  told.push({ order, by: 'look', what, askedAt, heardAt: Date.now() });
}

/** One part after the other, for a moment each, until it is told to end; then all of it is taken back. */
async function harm({ shop: { platform } }: TrialComposition, by: Chance, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const part: PartName = by.of(victims);
    const how = by.of(['kill', 'pause', 'disconnect'] as const);
    await platform[how](part);
    await pause(by.between(300, 3_000));
    if (how === 'disconnect') await platform.connect(part);
    else await platform.start(part);
    await pause(by.between(200, 1_500));
  }
}

/** All orders that there are, with what is in the bank's ledger, asked for inside their own containers. */
async function readBooks(
  trial: TrialComposition,
  told: readonly Told[],
  accepted: ReadonlyMap<string, Shopper>,
): Promise<Books> {
  const orders = (await rows(trial, 'select id, state, cents, conflicts from orders')) as Books['orders'];
  const history = (await rows(
    trial,
    `select order_id as "order", attempt, what, extract(epoch from at) * 1000 as at,
       extract(epoch from coalesce(last_at, at)) * 1000 as "lastAt" from history order by number`,
  )) as Books['history'];
  const [bank] = await trial.shop.platform.containers('bank');
  const { charges } = JSON.parse(await askInside(trial, bank?.id ?? '', '/charges?limit=1000'));
  const known = new Map(orders.map((order) => [order.id, order]));
  const ids = new Set([...accepted.keys(), ...known.keys()]);
  // Of an order that its buyer was never told of, only the shop knows what it is about.
  const wishes = [...ids].map(
    (id): Wish => ({ ...nobody, order: id, cents: accepted.get(id)?.cents ?? known.get(id)?.cents ?? 0 }),
  );
  return { wishes, told, orders, history, charges };
}

const nobody: Omit<Wish, 'order' | 'cents'> = {
  visitor: '',
  items: [],
  card: { token: '', lastFour: '' },
  otherCents: null,
  cameBack: false,
};

async function rows({ docker }: TrialComposition, query: string): Promise<unknown[]> {
  const json = `select coalesce(json_agg(found), '[]') from (${query}) found`;
  const psql = ['psql', '--dbname', 'payment', '--tuples-only', '--no-align', '--command', json];
  return JSON.parse(await docker.run(['compose', 'exec', '--no-TTY', 'postgres', ...psql]));
}
