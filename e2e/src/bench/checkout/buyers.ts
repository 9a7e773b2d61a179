// Buyers whose carts come from a seed: each sends a checkout of its own when the last one is answered.
import { catalogue } from '@evenkeel/catalogue';
import { type CheckoutRequest, cartPage, checkoutAnswer, visitorHeader } from '@evenkeel/contracts';
import { type Agent, request } from 'undici';
import { type Chance, chance } from '../../torture/random.ts';
import { carts, limits, seed, type Window } from './plan.ts';
import { type Round, type Sample, sum } from './samples.ts';

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
  const by = chance(seed);
  const seen = await cartsAt(gatewayUrl, by);
  const book: Sample[] = [];

  const buy = async () => {
    const wish = { id: by.uuid(), card, ...by.of(seen) };
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

/** What somebody has seen on the page of the cart, and agrees to. */
type Cart = Pick<CheckoutRequest, 'items' | 'agreed'>;

/** Looks at each: whoever buys has seen what it costs, and the gateway has a copy of that. */
async function cartsAt(gatewayUrl: string, by: Chance): Promise<Cart[]> {
  const seen: Cart[] = [];
  for (let number = 0; number < carts.number; number++) {
    const items = itemsOf(by);
    const wanted = items.map(({ slug, quantity }) => `${slug}:${quantity}`).join(',');
    const { body } = await request(`${gatewayUrl}/pages/cart?items=${wanted}`, {
      signal: AbortSignal.timeout(limits.answerMs),
    });
    const lines = cartPage.parse(await body.json()).sections.items.data?.items ?? [];
    const prices = lines.flatMap(({ card: { price }, quantity }) => (price ? [price.cents * quantity] : []));
    if (prices.length < items.length) throw new Error(`The page of the cart does not tell what ${wanted} costs.`);
    seen.push({ items, agreed: { cents: sum(prices), currency: 'USD' } });
  }
  return seen;
}

function itemsOf(by: Chance): Cart['items'] {
  const slugs = new Set(Array.from({ length: by.between(1, carts.products) }, () => by.of(catalogue().products).slug));
  return [...slugs].map((slug) => ({ slug, quantity: by.between(1, carts.pieces) }));
}

const card = { token: 'card_approved', lastFour: '4242' } as const;

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
