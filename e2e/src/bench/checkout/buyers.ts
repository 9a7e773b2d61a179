// Buyers whose carts come from a seed: each sends a checkout of its own when the last one is answered.
import { catalogue } from '@evenkeel/catalogue';
import { type CheckoutRequest, cartPage, checkoutAnswer, visitorHeader } from '@evenkeel/contracts';
import { type Agent, request } from 'undici';
import { type Chance, chance } from '../../torture/random.ts';
import { cart, limits, seed, type Window } from './plan.ts';
import type { Round, Sample } from './samples.ts';

export interface Buyers {
  /** One checkout, from the question to the answer. Never throws: what went wrong is what came of it. */
  buy(): Promise<Sample>;
  /** So many at a time, until the window ends. */
  crowd(size: number, window: Window): Promise<Round>;
  /** Everything that anybody has ever ordered here. */
  readonly book: readonly Sample[];
}

/** @throws when the gateway does not tell what the products cost */
export async function buyersAt(gatewayUrl: string, agent: Agent): Promise<Buyers> {
  const prices = await pricesAt(gatewayUrl);
  const by = chance(seed);
  const book: Sample[] = [];

  const buy = async () => {
    const wish = wishOf(by, prices);
    const began = performance.now();
    const came = await answerTo(gatewayUrl, wish, by.uuid(), agent);
    const sample = { order: wish.id, cents: wish.agreed.cents, ms: performance.now() - began, ...came };
    book.push(sample);
    return sample;
  };

  return {
    buy,
    book,
    async crowd(size, { seconds, mostOrders }) {
      const began = performance.now();
      const samples: Sample[] = [];
      let begun = 0;
      const one = async () => {
        while (begun < mostOrders && performance.now() - began < seconds * 1_000) {
          begun++;
          samples.push(await buy());
        }
      };
      await Promise.all(Array.from({ length: size }, one));
      return { samples, seconds: (performance.now() - began) / 1_000 };
    },
  };
}

/** Slug → cents. */
type Prices = ReadonlyMap<string, number>;

async function pricesAt(gatewayUrl: string): Promise<Prices> {
  const items = catalogue().products.slice(0, cart.of);
  const { body } = await request(`${gatewayUrl}/pages/cart?items=${items.map(({ slug }) => `${slug}:1`).join(',')}`, {
    signal: AbortSignal.timeout(limits.answerMs),
  });
  const found = cartPage.parse(await body.json()).sections.items.data?.items ?? [];
  const prices = new Map(found.flatMap(({ card: { slug, price } }) => (price ? [[slug, price.cents] as const] : [])));
  if (prices.size < cart.of) throw new Error(`The cart page knows ${prices.size} of ${cart.of} prices.`);
  return prices;
}

function wishOf(by: Chance, prices: Prices): CheckoutRequest {
  const slugs = new Set(Array.from({ length: by.between(1, cart.products) }, () => by.of([...prices.keys()])));
  const items = [...slugs].map((slug) => ({ slug, quantity: by.between(1, 3) }));
  const cents = items.reduce((total, { slug, quantity }) => total + quantity * (prices.get(slug) ?? 0), 0);
  const card = { token: 'card_approved', lastFour: '4242' };
  return { id: by.uuid(), items, agreed: { cents, currency: 'USD' }, card };
}

/** Refused before anything was kept, as the contract says it. */
const certainlyNot = new Set(['total-changed', 'not-sold', 'price-unknown', 'refused']);

async function answerTo(
  gatewayUrl: string,
  wish: CheckoutRequest,
  visitor: string,
  dispatcher: Agent,
): Promise<Pick<Sample, 'kept' | 'what'>> {
  try {
    const { statusCode, body } = await request(`${gatewayUrl}/checkout`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [visitorHeader]: visitor },
      body: JSON.stringify(wish),
      dispatcher,
      signal: AbortSignal.timeout(limits.answerMs),
    });
    const { data: answer } = checkoutAnswer.safeParse(await body.json());
    if (answer === undefined) return { kept: 'unsure', what: `HTTP ${statusCode}` };
    if (answer.outcome === 'order') return { kept: 'yes', what: answer.order.state };
    return { kept: certainlyNot.has(answer.outcome) ? 'no' : 'unsure', what: answer.outcome };
  } catch (error) {
    return { kept: 'unsure', what: `no answer: ${error instanceof Error ? error.message : String(error)}` };
  }
}
