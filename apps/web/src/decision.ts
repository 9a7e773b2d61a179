// What a request for a page comes to, before anything is rendered.
import type { Cart } from './cart/cart.ts';
import { itemsOf } from './cart/cart.ts';
import { type HandOver, handOver } from './gateway/hand-over.ts';
import { type Opened, openPage, type ShownPage } from './gateway/open-page.ts';
import { locate } from './gateway/page-address.ts';
import type { Visit } from './gateway/visit.ts';
import { mailboxPath, openMailbox, type ShownMailbox } from './mailbox/open-mailbox.ts';
import { openNaively } from './naive/naive.ts';
import { onePerProcess } from './one-per-process.ts';
import { openOrder, orderIdIn, type ShownOrder } from './orders/open-order.ts';
import type { SorryWhat } from './sorry/sorry-page.ts';

/** A page that was opened, whoever opens it. */
export type Shown = ShownPage | ShownOrder | ShownMailbox;

/** `own`: the page needs no answer of the gateway to have a status. */
export type Decision =
  | { kind: 'show'; shown: Shown }
  | { kind: 'own' }
  | { kind: 'missing'; what: 'product' | 'category' | 'order' | 'page' }
  /** A product, unless it says what. */
  | { kind: 'sorry'; what?: SorryWhat }
  /** The naive shop has failed, as such shops do. */
  | { kind: 'failed'; status: 500 | 503 | 504 };

/** What was asked for. */
export interface Asked {
  /** As it was sent, percent-encoding and all. */
  readonly pathname: string;
  readonly params: URLSearchParams;
  readonly cart: Cart;
  /** In the naive shop. */
  readonly naive?: boolean;
}

export async function decide({ pathname, params, cart, naive = false }: Asked, visit: Visit): Promise<Decision> {
  const order = orderIdIn(pathname);
  if (order !== undefined) return decideOnOrder(order, visit);
  if (pathname === mailboxPath) return { kind: 'show', shown: await openMailbox(visit) };
  const located = locate(pathname, params);
  const what = pathname.startsWith('/products/') ? 'product' : 'category';
  if (located === undefined) return canBeOurs(pathname) ? { kind: 'own' } : { kind: 'missing', what: 'page' };
  if (located === 'unknown-slug') return { kind: 'missing', what };
  const address = located.name === 'cart' ? { ...located, key: itemsOf(cart) } : located;
  if (naive) {
    const page = await openNaively(address, visit);
    return page.kind === 'failed' ? page : { kind: 'show', shown: page };
  }
  const opened: Opened = await openPage(address, visit);
  if (opened.kind === 'missing') return { kind: 'missing', what };
  return opened.kind === 'sorry' ? opened : { kind: 'show', shown: opened };
}

async function decideOnOrder(id: string | null, visit: Visit): Promise<Decision> {
  const opened = id === null ? ({ kind: 'missing' } as const) : await openOrder(id, visit);
  return opened.kind === 'page' ? { kind: 'show', shown: opened } : { kind: opened.kind, what: 'order' };
}

/** Next would answer 500 to what cannot be decoded, and to its own page for errors (`/_global-error`): nothing of ours is called so. */
function canBeOurs(pathname: string): boolean {
  try {
    return !decodeURIComponent(pathname).startsWith('/_');
  } catch {
    return false;
  }
}

/** Pages on their way from the proxy to the render. */
export const pagesInHand = (): HandOver<Shown> => onePerProcess('pages in hand', () => handOver<Shown>());
