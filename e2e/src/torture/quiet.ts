// What the torture cannot tell in its noise: what is no fault counts as none, and how soon the work of the dead is taken up again. On a
// shop in which all is well but for what is done here.
import { randomUUID } from 'node:crypto';
import { waitUntil } from '@evenkeel/platform';
import { type Counter, look, press, type Wish } from './buyers.ts';
import { readBooks } from './checker.ts';
import { leaseMs, type TorturedShop } from './tortured-shop.ts';

export interface QuietClaim {
  readonly claim: string;
  /** What is wrong, in words; undefined when it holds. */
  readonly wrong: string | undefined;
}

/** In one line. */
export const tellClaim = ({ claim, wrong }: QuietClaim): string =>
  wrong === undefined ? `ok   ${claim}` : `FAIL ${claim}: ${wrong}`;

/** More than open any breaker of the shop. */
const manyDeclined = 8;
/** A worker looks so often at what is due, in ms: apps/payment says so. */
const pollMs = 500;
/** A look-up, a charge, and a machine that does something else meanwhile, in ms: seen are 300. */
const slackMs = 3_000;
const limitMs = 20_000;

/** Where a worker dies with an order in its hands. */
const points = ['payment.after-commit', 'payment.before-send', 'payment.after-send', 'payment.before-settle'] as const;

export async function quietClaims(shop: TorturedShop): Promise<QuietClaim[]> {
  await shop.setBankClock(0);
  return [await declinedIsAnAnswer(shop), ...(await recoveries(shop))];
}

const somebody = (token: string, lastFour: string): Wish => ({
  order: randomUUID(),
  visitor: randomUUID(),
  items: [{ slug: 'mouse', quantity: 1 }],
  cents: 2_900,
  card: { token, lastFour },
  otherCents: null,
  cameBack: false,
});

const counterOf = ({ gatewayUrls }: TorturedShop): Counter => ({
  gatewayUrl: () => gatewayUrls[0] ?? '',
  told: [],
  wait: () => Promise.resolve(),
});

async function declinedIsAnAnswer(shop: TorturedShop): Promise<QuietClaim> {
  const claim = 'declined cards are told at once, queued by nobody, and counted by no breaker';
  const counter = counterOf(shop);
  await whenAllIsWell(counter);
  const failures = async () =>
    (await shop.calls('payment', 'bank', 'failure')) + (await shop.calls('gateway', 'payment.checkout', 'failure'));
  const before = await failures();
  const wrong: string[] = [];
  for (let count = 0; count < manyDeclined; count += 1) {
    const wish = count % 2 === 0 ? somebody('card_declined', '0002') : somebody('card_empty', '9995');
    const said = await press(wish, counter);
    if (said !== 'declined') wrong.push(`told "${said}"`);
  }
  const counted = (await failures()) - before;
  if (counted > 0) wrong.push(`${counted} counted as failures`);
  return { claim, wrong: wrong.length === 0 ? undefined : wrong.join(', ') };
}

async function recoveries(shop: TorturedShop): Promise<QuietClaim[]> {
  const found: QuietClaim[] = [];
  for (const point of points) {
    const counter = counterOf(shop);
    await whenAllIsWell(counter);
    const wish = somebody('card_approved', '4242');
    await shop.arm('payment', point, 'die');
    await press(wish, counter);
    // Else the point is none, and the order was simply paid.
    const died = await waitUntil(async () => !(await shop.isRunning('payment')), { limitMs, everyMs: 100 });
    const tookMs = await settledAfterMs(shop, wish);
    await shop.disarm('payment');
    await shop.revive('payment');
    const most = leaseMs + pollMs + slackMs;
    const came = tookMs === undefined ? 'never' : `after ${Math.round(tookMs)} ms`;
    found.push({
      claim: `killed at ${point}, its order is paid within the lease and a poll (${came})`,
      wrong: died ? (tookMs !== undefined && tookMs <= most ? undefined : came) : 'nobody has died there',
    });
  }
  return found;
}

/** From the taking of the order to its settlement, by the clock of the database, while another worker is there. */
async function settledAfterMs(shop: TorturedShop, wish: Wish): Promise<number | undefined> {
  let tookMs: number | undefined;
  await waitUntil(
    async () => {
      const { history } = await readBooks([wish], [], shop);
      const accepted = history.find(({ what }) => what === 'accepted');
      const settled = history.find(({ what }) => what === 'succeeded');
      if (accepted && settled) tookMs = settled.at - accepted.at;
      return tookMs !== undefined;
    },
    { limitMs, everyMs: 200 },
  );
  return tookMs;
}

/** Breakers that the torture has opened are closed again. */
async function whenAllIsWell(counter: Counter): Promise<void> {
  const isWell = async () => {
    const wish = somebody('card_approved', '4242');
    return (await press(wish, counter)) === 'paid' && (await look(wish, counter)) === 'paid';
  };
  if (!(await waitUntil(isWell, { limitMs, everyMs: 300 }))) throw new Error('nothing can be bought while all is well');
}
