// Before a page is rendered: who asks, which page is it, and what can be shown of it? An App Router page could set
// neither the honest 503 nor a 404 that shows without JavaScript, so both are answered here; a page that can be shown
// is handed over to its render.
import { randomUUID } from 'node:crypto';
import { requestIdHeader, visitorHeader } from '@evenkeel/contracts';
import { type NextRequest, NextResponse } from 'next/server';
import { countOf } from './cart/cart.ts';
import { readCart } from './cart/cart-cookie.ts';
import { accepted } from './checkout/accepted.ts';
import { checkoutCookie, checkoutIn, signCheckout } from './checkout/checkout-cookie.ts';
import { firstCheckout } from './checkout/first-checkout.ts';
import { config as settings } from './config.ts';
import { cookieNames } from './cookie-names.ts';
import { type Decision, decide, pagesInHand } from './decision.ts';
import { type Visit, visitOf, visitorCookie } from './gateway/visit.ts';
import { logLine } from './log.ts';
import { mailboxPath } from './mailbox/open-mailbox.ts';
import { isNaive, naiveCookie, naiveFailure } from './naive/naive.ts';
import { orderIdIn } from './orders/open-order.ts';
import { forgetWaiting, noteWaiting } from './orders/waiting-order.ts';
import { pagePolicy } from './page-policy.ts';
import { plumbingOffered } from './plumbing-offered.ts';
import { plumbingHeader, shopCheckoutHeader, shopPathHeader, shopQueryHeader } from './request-facts.ts';
import { type ReadWish, readWish, searchKey } from './search/wish.ts';
import { missingResponse } from './sorry/missing-page.ts';
import { refuse, wrongMethod } from './sorry/refusal.ts';
import { sorryResponse } from './sorry/sorry-page.ts';

/** Pages only: files, probes and the forms of cart and checkout answer for themselves. */
export const config = { matcher: '/((?!_next/|pictures/|health/|operator/|cart/|checkout/|search/|icon\\.svg).*)' };

export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, searchParams } = request.nextUrl;
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(wrongMethod('GET', 'HEAD'), request);

  const visit = visitOf(request);
  const { SHOP_SECRET } = settings();
  const { cart, drops } = readCart(request.cookies.getAll(), SHOP_SECRET);
  const began = performance.now();
  const decision = await decide({ pathname, params: searchParams, cart, naive: isNaive(request) }, visit);
  logLine('info', 'page', {
    requestId: visit.requestId,
    path: pathname.slice(0, 200),
    answer: decision.kind,
    ...(decision.kind === 'show' && { from: decision.shown.origin.from, system: decision.shown.page.system }),
    tookMs: Math.round(performance.now() - began),
  });
  const stays = naiveCookie(request);
  if (decision.kind === 'failed') {
    const response = naiveFailure(decision.status);
    if (stays !== undefined) response.headers.append('set-cookie', stays);
    return response;
  }
  const inCart = countOf(cart);
  if (decision.kind === 'missing') {
    const response = missingResponse(decision.what, inCart);
    const order = orderIdIn(pathname);
    for (const cookie of order ? forgetWaiting(order, request.cookies, SHOP_SECRET) : [])
      response.headers.append('set-cookie', cookie);
    return withVisitor(response, visit);
  }
  if (decision.kind === 'sorry') {
    const { requestId } = visit;
    return withVisitor(sorryResponse({ path: pathname, requestId, what: decision.what, inCart }), visit);
  }

  if (decision.kind === 'show') pagesInHand().put(visit.requestId, decision.shown);
  const begun = checkoutIn(request.cookies, SHOP_SECRET);
  const goesOn = begun !== 'forged' && begun;
  const begins = { visitor: visit.visitor, cart, afterForged: begun === 'forged' };
  const checkout = pathname === '/checkout' && (goesOn || firstCheckout(begins, SHOP_SECRET));
  const policy = pagePolicy(randomUUID());
  const facts = {
    [requestIdHeader]: visit.requestId,
    [visitorHeader]: visit.visitor,
    [shopPathHeader]: pathname,
    [shopQueryHeader]: pathname === '/search' ? handedOver(readWish(searchParams)) : null,
    [shopCheckoutHeader]: checkout ? signCheckout(checkout, SHOP_SECRET) : null,
    [plumbingHeader]: plumbing(request) ? '1' : null,
    'content-security-policy': policy,
  };
  const response = NextResponse.next({ request: { headers: withFacts(request.headers, facts) } });
  const degraded = decision.kind === 'show' && decision.shown.page.system === 'degraded';
  const mustBeNew = degraded || buying(pathname);
  response.headers.set('cache-control', mustBeNew ? 'no-store' : 'private, no-cache');
  response.headers.set('content-security-policy', policy);
  const cookies = [
    // Where the page says so.
    ...(pathname === '/cart' || pathname === '/checkout' ? drops : []),
    ...(checkout && !goesOn ? [checkoutCookie(checkout, SHOP_SECRET)] : []),
    ...learnt(decision, request, SHOP_SECRET),
    ...(stays === undefined ? [] : [stays]),
  ];
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  if (plumbingOffered() && searchParams.has('plumbing')) {
    response.headers.append(
      'set-cookie',
      `${cookieNames().plumbing}=${plumbing(request) ? 1 : 0}; Path=/; SameSite=Lax`,
    );
  }
  return withVisitor(response, visit);
}

/** What a checkout costs and what has become of orders are never shown from what a browser has kept. */
const buying = (pathname: string): boolean =>
  pathname === '/checkout' || pathname === mailboxPath || pathname.startsWith('/orders/');

/**
 * What follows from the order that is shown. Whoever sees the order whose answer was lost on its way has it: what its answer would have ended
 * ends now. And what waits for another card is found again.
 */
const learnt = (decision: Decision, { cookies }: NextRequest, secret: string): string[] => {
  const order = decision.kind === 'show' && decision.shown.name === 'order' ? decision.shown.page.sections.order : null;
  if (order?.state !== 'live' || !order.data) return [];
  return [...accepted(order.data, cookies, secret), ...noteWaiting(order.data, cookies, secret)];
};

/** A first visit is given a name, to be used from the next request on. */
function withVisitor(response: Response, { visitor, requestId }: Visit): Response {
  response.headers.set(requestIdHeader, requestId);
  if (visitor === null) {
    response.headers.append('set-cookie', visitorCookie(randomUUID()));
  }
  return response;
}

/** A search as it was read, so that the render reads the same, however long the address was. */
const handedOver = ({ wish, cut }: ReadWish): string => [searchKey(wish), ...(cut ? ['cut=1'] : [])].join('&');

/** `?plumbing=1` switches it on, any other value off; without it the cookie remembers. */
const plumbing = ({ nextUrl, cookies }: NextRequest): boolean =>
  plumbingOffered() && (nextUrl.searchParams.get('plumbing') ?? cookies.get(cookieNames().plumbing)?.value) === '1';

/** A null fact removes what the browser may have sent under that name. */
function withFacts(sent: Headers, facts: Readonly<Record<string, string | null>>): Headers {
  const headers = new Headers(sent);
  for (const [name, value] of Object.entries(facts)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return headers;
}
