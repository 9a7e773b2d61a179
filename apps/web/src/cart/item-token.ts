// The product page hands its name, price and picture to the form "Add to cart", signed: adding asks nobody.
import type { Price, Product, Section } from '@evenkeel/contracts';
import { type Item, item } from './cart.ts';
import { sign, verify } from './signature.ts';

const PURPOSE = 'item';

export function itemToken(product: Product, price: Section<Price>, secret: string, wallClock: () => number): string {
  const seen: Item = {
    slug: product.slug,
    name: product.name.slice(0, 60),
    cents: price.data?.money.cents ?? null,
    pricedAt: Math.round(wallClock() - (price.ageMs ?? 0)),
    picture: product.picture,
    tile: product.tile,
  };
  return sign(PURPOSE, seen, secret);
}

/** The item, or undefined for a token that was not made here. */
export const readItemToken = (token: string, secret: string): Item | undefined => verify(PURPOSE, token, item, secret);
