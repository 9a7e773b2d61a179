// People who buy, impatiently: they press twice, change their cards, look again and again; and everything that they were told is written
// down, with the moments before they asked and after they heard.
import { catalogue } from '@evenkeel/catalogue';
import { request } from 'undici';
import type { Chance } from './random.ts';

export interface Wish {
  readonly order: string;
  readonly visitor: string;
  readonly items: readonly { readonly slug: string; readonly quantity: number }[];
  readonly cents: number;
  readonly card: Card;
  /** What another cart costs, in cents, that was sent under the same checkout; null when none was. */
  otherCents: number | null;
  /** Another card was given later: the buyer has come back. */
  cameBack: boolean;
}

export interface Told {
  readonly order: string;
  /** The buyer sent the order with a card, or only looked at it, or wanted to change it. */
  readonly by: 'press' | 'look' | 'change';
  /** The state of an order, or why there is none. */
  readonly what: string;
  /** The total of the order that it was told of, in cents. */
  readonly cents?: number | undefined;
  /** What the cart costs that a press has sent, in cents. */
  readonly sent?: number | undefined;
  /** It was said that the checkout came with another cart as well. */
  readonly conflict?: boolean | undefined;
  /** ms since 1970: before it was asked, and after it was heard. */
  readonly askedAt: number;
  readonly heardAt: number;
}

interface Card {
  readonly token: string;
  readonly lastFour: string;
}
const card = (token: string, lastFour: string): Card => ({ token, lastFour });
const good = card('card_approved', '4242');
/** As often as they stand here. */
const cards = [
  ...[good, good, good, good, card('card_declined', '0002'), card('card_empty', '9995'), card('card_lost', '0259')],
  ...[card('card_busy', '0119'), card('card_error', '0341'), card('card_error_declined', '0342')],
];

/** Longer than the gateway takes at the most. */
const patienceMs = 8_000;
const mostTries = 8;
/** Told so, a buyer presses again. */
const again = new Set(['refused', 'unsure', 'price-unknown', 'no answer', 'an error', 'no such order']);
/** That share of the buyers sends another cart under the same checkout. */
const usualSecondCarts = 0.05;

export const wishOf = (by: Chance): Wish => {
  const { products } = catalogue();
  const slugs = new Set(Array.from({ length: by.between(1, 3) }, () => by.between(0, 30)));
  const items = [...slugs].map((at) => ({ slug: products[at]?.slug ?? '', quantity: by.between(1, 3), at }));
  return {
    order: by.uuid(),
    visitor: by.uuid(),
    items: items.map(({ slug, quantity }) => ({ slug, quantity })),
    cents: items.reduce((sum, { quantity, at }) => sum + quantity * (products[at]?.priceCents ?? 0), 0),
    card: by.of(cards),
    otherCents: null,
    cameBack: false,
  };
};

export interface Counter {
  /** Any of them. */
  readonly gatewayUrl: () => string;
  readonly told: Told[];
  readonly wait: (ms: number) => Promise<void>;
  /** The share of those who send another cart under the same checkout; 0.05 by default. */
  readonly secondCarts?: number | undefined;
}

/** Returns when the buyer has been told of an order and has looked at it a few times, or has given up. */
export async function buy(wish: Wish, by: Chance, counter: Counter): Promise<void> {
  const { wait, secondCarts = usualSecondCarts } = counter;
  await wait(by.between(0, 1_500));
  let last = 'nothing';
  for (let count = 1; count <= mostTries && (last === 'nothing' || again.has(last)); count += 1) {
    const presses = by.share(0.2) ? 2 : 1;
    const heard = await Promise.all(Array.from({ length: presses }, () => press(wish, counter)));
    last = heard.find((what) => !again.has(what)) ?? heard[0] ?? 'nothing';
    if (again.has(last)) await wait(by.between(100, 400) * count);
  }
  if (by.share(secondCarts)) {
    await wait(by.between(0, 900));
    wish.otherCents = 9 * laptopCents();
    await press({ ...wish, items: [{ slug: 'laptop', quantity: 9 }], cents: wish.otherCents }, counter);
  }
  for (let looks = by.between(1, 3); looks > 0; looks -= 1) {
    await wait(by.between(100, 900));
    last = (await look(wish, counter)) ?? last;
    if ((last === 'declined' || last === 'needs_buyer') && by.share(0.6)) {
      wish.cameBack = true;
      last = await change(wish, 'attempts', { card: good }, counter);
    }
    if (last === 'queued' && by.share(0.1)) last = await change(wish, 'cancel', {}, counter);
  }
}

const laptopCents = () => catalogue().products.find(({ slug }) => slug === 'laptop')?.priceCents ?? 0;

/** The button, once. */
export const press = ({ order, items, cents, card: with_, visitor }: Wish, counter: Counter) =>
  say({ order, by: 'press', sent: cents }, counter, visitor, '/checkout', {
    id: order,
    items,
    agreed: { cents, currency: 'USD' },
    card: with_,
  });
const change = ({ order, visitor }: Wish, what: string, body: object, counter: Counter) =>
  say({ order, by: 'change' }, counter, visitor, `/orders/${order}/${what}`, body);

async function say(
  asked: Pick<Told, 'order' | 'by' | 'sent'>,
  { gatewayUrl, told }: Counter,
  visitor: string,
  path: string,
  body: object,
): Promise<string> {
  const askedAt = Date.now();
  const { what, order } = await answerTo(`${gatewayUrl()}${path}`, visitor, JSON.stringify(body)).then(
    ({ status, answer }) => ({ what: answer.order?.state ?? answer.outcome ?? problemOf(status), order: answer.order }),
    () => noAnswer,
  );
  // Of a change it says that nothing was changed: what was ordered before goes on.
  const heard = asked.by === 'change' && what === 'refused' ? 'not changed' : what;
  told.push({ ...asked, what: heard, ...totalOf(order), askedAt, heardAt: Date.now() });
  return heard;
}

/** What its page says now; undefined when that is a copy, or nothing. */
export async function look({ order, visitor }: Wish, { gatewayUrl, told }: Counter): Promise<string | undefined> {
  const askedAt = Date.now();
  const seen = await answerTo(`${gatewayUrl()}/orders/${order}`, visitor).then(seenOn, () => noAnswer);
  told.push({ order, by: 'look', what: seen.what, ...totalOf(seen.order), askedAt, heardAt: Date.now() });
  return seen.order?.state;
}

const noAnswer = { what: 'no answer', order: undefined };

/** Of a copy nothing is told but that it was one: it says what was so before. */
function seenOn({ status, answer }: { readonly status: number; readonly answer: Answer }) {
  const page = answer.sections?.order;
  if (page?.state === 'live' && page.data) return { what: page.data.state, order: page.data };
  return { what: page?.data ? 'a copy' : problemOf(status), order: undefined };
}

const problemOf = (status: number): string => problems[status] ?? 'an error';
const problems: Readonly<Record<number, string>> = { 404: 'no such order', 409: 'too late' };

const totalOf = (order: Ordered | undefined) => ({ cents: order?.total.cents, conflict: order?.conflict });

interface Ordered {
  readonly state: string;
  readonly total: { readonly cents: number };
  readonly conflict: boolean;
}
interface Answer {
  readonly outcome?: string;
  readonly order?: Ordered;
  readonly sections?: { readonly order?: { readonly state: string; readonly data: Ordered | null } };
}

async function answerTo(url: string, visitor: string, body?: string): Promise<{ status: number; answer: Answer }> {
  const { statusCode, body: answer } = await request(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-visitor-id': visitor, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(patienceMs),
  });
  return { status: statusCode, answer: (await answer.json()) as Answer };
}
