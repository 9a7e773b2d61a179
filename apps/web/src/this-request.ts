// What a render knows about the request it answers; asked once per request, however many components want it.
import { requestIdHeader, visitorHeader } from '@evenkeel/contracts';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { type ReadCart, readCart } from './cart/cart-cookie.ts';
import { type Checkout, readCheckout } from './checkout/checkout-cookie.ts';
import { config } from './config.ts';
import { decide, pagesInHand, type Shown } from './decision.ts';
import { type ShopHealth, shopHealth } from './gateway/shop-health.ts';
import type { Visit } from './gateway/visit.ts';
import { waitingIn } from './orders/waiting-order.ts';
import { plumbingHeader, shopCheckoutHeader, shopPathHeader, shopQueryHeader } from './request-facts.ts';
import { type ReadWish, readWish } from './search/wish.ts';

export const thisVisit = cache(async (): Promise<Visit> => {
  const sent = await headers();
  return { requestId: sent.get(requestIdHeader) ?? '', visitor: sent.get(visitorHeader) };
});

export const thisCart = cache(
  async (): Promise<ReadCart> => readCart((await cookies()).getAll(), config().SHOP_SECRET),
);

/** The checkout that the proxy has begun or gone on with; undefined on other pages. */
export const thisCheckout = cache(
  async (): Promise<Checkout | undefined> =>
    readCheckout((await headers()).get(shopCheckoutHeader) ?? '', config().SHOP_SECRET),
);

/** An order of this visitor that waits for another card, as far as a cookie knows. */
export const thisWaitingOrder = async (): Promise<string | undefined> =>
  waitingIn(await cookies(), config().SHOP_SECRET);

export const plumbingShown = async (): Promise<boolean> => (await headers()).has(plumbingHeader);

/** Of a search what was read of it, of any other page nothing. */
const paramsIn = (sent: Awaited<ReturnType<typeof headers>>) => new URLSearchParams(sent.get(shopQueryHeader) ?? '');

/** The search in the address; an empty one on every other page. */
export const thisSearch = cache(async (): Promise<ReadWish> => {
  const params = paramsIn(await headers());
  return { ...readWish(params), cut: params.has('cut') };
});

/** The page that the proxy opened for this request; opened again in the rare case that it got lost on the way. */
export const thisPage = cache(async (): Promise<Shown | undefined> => {
  const visit = await thisVisit();
  const handed = pagesInHand().take(visit.requestId);
  if (handed) return handed;
  const sent = await headers();
  const asked = {
    pathname: sent.get(shopPathHeader) ?? '',
    params: paramsIn(sent),
    cart: (await thisCart()).cart,
  };
  const decision = await decide(asked, visit);
  return decision.kind === 'show' ? decision.shown : undefined;
});

export const thisHealth = cache(async (): Promise<ShopHealth> => shopHealth(await thisVisit()));

/** The shop's health, where the page is about it. */
export const healthIfShown = async (): Promise<ShopHealth | undefined> =>
  (await headers()).get(shopPathHeader) === '/status' ? thisHealth() : undefined;
