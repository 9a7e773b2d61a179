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
const again = new Set(['refused', 'unsure', 'price-unknown', 'no answer', 'an error']);

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
}

/** Returns when the buyer has been told of an order and has looked at it a few times, or has given up. */
export async function buy(wish: Wish, by: Chance, counter: Counter): Promise<void> {
  const { wait } = counter;
  await wait(by.between(0, 1_500));
  let last = 'nothing';
  for (let count = 1; count <= mostTries && (last === 'nothing' || again.has(last)); count += 1) {
    const presses = by.share(0.2) ? 2 : 1;
    const heard = await Promise.all(Array.from({ length: presses }, () => press(wish, counter)));
    last = heard.find((what) => !again.has(what)) ?? heard[0] ?? 'nothing';
    if (again.has(last)) await wait(by.between(100, 400) * count);
  }
  if (by.share(0.05)) {
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
  say(order, counter, visitor, '/checkout', {
    id: order,
    items,
    agreed: { cents, currency: 'USD' },
    card: with_,
  });
const change = ({ order, visitor }: Wish, what: string, body: object, counter: Counter) =>
  say(order, counter, visitor, `/orders/${order}/${what}`, body);

async function say(
  order: string,
  { gatewayUrl, told }: Counter,
  visitor: string,
  path: string,
  body: object,
): Promise<string> {
  const askedAt = Date.now();
  const { what, cents } = await answerTo(`${gatewayUrl()}${path}`, visitor, JSON.stringify(body)).then(
    ({ status, answer }) => ({
      what: answer.order?.state ?? answer.outcome ?? (status === 409 ? 'too late' : 'an error'),
      cents: answer.order?.total.cents,
    }),
    () => ({ what: 'no answer', cents: undefined }),
  );
  const by = path === '/checkout' ? 'press' : 'change';
  // Of a change it says that nothing was changed: what was ordered before goes on.
  const heard = by === 'change' && what === 'refused' ? 'not changed' : what;
  told.push({ order, by, what: heard, cents, askedAt, heardAt: Date.now() });
  return heard;
}

/** What its page says now; undefined when that is a copy, or nothing. */
export async function look({ order, visitor }: Wish, { gatewayUrl, told }: Counter): Promise<string | undefined> {
  const askedAt = Date.now();
  const section = await answerTo(`${gatewayUrl()}/orders/${order}`, visitor).then(
    ({ answer }) => answer.sections?.order,
    () => undefined,
  );
  if (section?.state !== 'live' || !section.data) return undefined;
  const { state, total } = section.data;
  told.push({ order, by: 'look', what: state, cents: total.cents, askedAt, heardAt: Date.now() });
  return section.data.state;
}

interface Ordered {
  readonly state: string;
  readonly total: { readonly cents: number };
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
