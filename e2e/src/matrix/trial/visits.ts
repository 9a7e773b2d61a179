// Who looks at which page in one trial, and what they did in the shop while all was well.
import { type CatalogueProduct, catalogue } from '@evenkeel/catalogue';
import { waitUntil } from '@evenkeel/platform';
import { knownVisitor } from '../../known-visitor.ts';
import { answerLimitMs, recoveryLimitMs } from '../faults.ts';
import { type Cookies, look } from '../observe.ts';
import type { ViewName } from '../pages.ts';
import { cartWith, itemOn, ordered } from './buying.ts';

/** One page as one visitor opens it. */
export interface Visit {
  readonly view: ViewName;
  readonly url: string;
  readonly cookies: Cookies;
  /** What the page shows, was searched for, or has in the cart. */
  readonly product: CatalogueProduct | null;
}

/** What one trial is about. */
export interface Subjects {
  readonly seen: CatalogueProduct;
  readonly never: CatalogueProduct;
  /** Slugs of categories. */
  readonly seenCategory: string;
  readonly neverCategory: string;
}

/** Everybody opens the classic ones, which sell best: they can't be taken for never seen. */
const classics = 4;

/**
 * Products that nobody has looked at yet, two for each trial, and two categories that the trial before, which ended with everything
 * forgotten but what it opened afterwards, left alone.
 */
export function* unseen(): Generator<Subjects, void> {
  const { products, categories } = catalogue();
  const category = (index: number) => categories[index % categories.length]?.slug ?? '';
  for (let index = classics; index + 1 < products.length; index += 2) {
    const [seen, never] = [products[index], products[index + 1]];
    if (seen && never) yield { seen, never, seenCategory: category(index), neverCategory: category(index + 1) };
  }
}

/** Every view of the matrix. The visitors are new; `returning` has looked at a product, two have it in their carts. */
export async function visitsTo(site: string, { seen, never, seenCategory, neverCategory }: Subjects): Promise<Visit[]> {
  const returning = await knownVisitor(site);
  const item = await itemOn(`${site}/products/${seen.slug}`, returning);
  const [cart, fullerCart] = await Promise.all([1, 2].map((quantity) => cartWith(site, seen.slug, item, quantity)));
  await becomeKnown(site, seen, returning);
  const order = await ordered(site, { ...returning, ...cart });
  const search = (product: CatalogueProduct) => `/search?${new URLSearchParams({ q: product.name })}`;
  const visit = (view: ViewName, path: string, product: CatalogueProduct | null, cookies: Cookies = {}): Visit => ({
    view,
    url: `${site}${path}`,
    cookies,
    product,
  });
  return [
    visit('product seen', `/products/${seen.slug}`, seen),
    visit('product never', `/products/${never.slug}`, never),
    visit('home seen', '/', null),
    visit('home returning', '/', null, returning),
    visit('home never', '/', null),
    visit('category seen', `/categories/${seenCategory}`, null),
    visit('category never', `/categories/${neverCategory}`, null),
    visit('search seen', search(seen), seen),
    visit('search never', search(never), never),
    // What is asked of the gateway is the whole cart: one with another amount was never asked for.
    visit('cart seen', '/cart', seen, cart),
    visit('cart never', '/cart', seen, fullerCart),
    visit('checkout seen', '/checkout', seen, cart),
    visit('order seen', new URL(order.url).pathname, null, order.cookies),
  ];
}

/**
 * What somebody looks at is told to `recommendation` by a message that nobody waits for, and that is dropped while its breaker is
 * still open from the trial before: then the visitor looks once more, until the home page is theirs.
 */
async function becomeKnown(site: string, { slug }: CatalogueProduct, cookies: Cookies): Promise<void> {
  const isPersonal = async () => {
    const home = await look(`${site}/`, answerLimitMs, cookies);
    if (home.sections.recommendations?.source === 'personal') return true;
    await look(`${site}/products/${slug}`, answerLimitMs, cookies);
    return false;
  };
  await waitUntil(isPersonal, { limitMs: recoveryLimitMs, everyMs: 250 });
}
