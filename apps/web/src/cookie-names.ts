// What this shop calls its cookies. Browsers keep cookies by host and ignore ports: a second shop, or any other program, on the same
// host would read and overwrite a plain `cart`. So each shop has names of its own, the same in all of its instances.
import { createHmac } from 'node:crypto';
import { config } from './config.ts';
import { onePerProcess } from './one-per-process.ts';

export interface CookieNames {
  /** What the cookies of its lines begin with: `cart-1a2b3c4d.laptop`. */
  readonly cart: string;
  readonly visitor: string;
  readonly plumbing: string;
  readonly checkout: string;
  readonly waiting: string;
  readonly naive: string;
}

/** The names in the shop with this secret; they tell nothing of it. */
export function cookieNamesOf(secret: string): CookieNames {
  const shop = createHmac('sha256', secret).update('cookie names').digest('hex').slice(0, 8);
  return {
    cart: `cart-${shop}`,
    visitor: `visitor-${shop}`,
    plumbing: `plumbing-${shop}`,
    checkout: `checkout-${shop}`,
    waiting: `waiting-${shop}`,
    naive: `naive-${shop}`,
  };
}

/** Of this shop. */
export const cookieNames = (): CookieNames => onePerProcess('cookie names', () => cookieNamesOf(config().SHOP_SECRET));
