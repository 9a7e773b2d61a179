// What a request for a page comes to, before anything is rendered.
import type { Cart } from './cart/cart.ts';
import { itemsOf } from './cart/cart.ts';
import { type HandOver, handOver } from './gateway/hand-over.ts';
import { type Opened, openPage, type ShownPage } from './gateway/open-page.ts';
import { locate } from './gateway/page-address.ts';
import type { Visit } from './gateway/visit.ts';
import { onePerProcess } from './one-per-process.ts';

/** `own`: the page needs no answer of the gateway to have a status. */
export type Decision =
  | { kind: 'show'; shown: ShownPage }
  | { kind: 'own' }
  | { kind: 'missing'; what: 'product' | 'category' | 'page' }
  | { kind: 'sorry' };

/** What was asked for. */
export interface Asked {
  /** As it was sent, percent-encoding and all. */
  readonly pathname: string;
  readonly params: URLSearchParams;
  readonly cart: Cart;
}

export async function decide({ pathname, params, cart }: Asked, visit: Visit): Promise<Decision> {
  const located = locate(pathname, params);
  const what = pathname.startsWith('/products/') ? 'product' : 'category';
  if (located === undefined) return canBeOurs(pathname) ? { kind: 'own' } : { kind: 'missing', what: 'page' };
  if (located === 'unknown-slug') return { kind: 'missing', what };
  const opened: Opened = await openPage(located.name === 'cart' ? { ...located, key: itemsOf(cart) } : located, visit);
  if (opened.kind === 'missing') return { kind: 'missing', what };
  return opened.kind === 'sorry' ? opened : { kind: 'show', shown: opened };
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
export const pagesInHand = (): HandOver<ShownPage> => onePerProcess('pages in hand', () => handOver<ShownPage>());
