// The cart's way into a cookie and back: signed, compact (positions instead of names), at most 4 kB.
import { z } from 'zod';
import { cookieNamesOf } from '../cookie-names.ts';
import { type Cart, type Line, line } from './cart.ts';
import { sign, verify } from './signature.ts';

const MAX_BYTES = 4_096;
const MAX_AGE_S = 30 * 24 * 3_600;
const PURPOSE = 'cart';

const shape = line.shape;
const packed = z
  .array(z.tuple([shape.slug, shape.name, shape.quantity, shape.cents, shape.pricedAt, shape.picture, shape.tile]))
  .max(20);

const pack = (cart: Cart): z.infer<typeof packed> =>
  cart.map((l) => [l.slug, l.name, l.quantity, l.cents, l.pricedAt, l.picture, l.tile]);

const unpack = (lines: z.infer<typeof packed>): Line[] =>
  lines.map(([slug, name, quantity, cents, pricedAt, picture, tile]) => ({
    slug,
    name,
    quantity,
    cents,
    pricedAt,
    picture,
    tile,
  }));

export type ReadCart = { readonly cart: Cart; readonly tampered: boolean };

/** A cookie that was not written here is dropped: the cart is empty, and the visitor is told so. */
export function readCart(cookie: string | undefined, secret: string): ReadCart {
  if (!cookie) return { cart: [], tampered: false };
  const lines = cookie.length <= MAX_BYTES ? verify(PURPOSE, cookie, packed, secret) : undefined;
  return { cart: lines ? unpack(lines) : [], tampered: !lines };
}

/** The `Set-Cookie` header that keeps `cart`; undefined when it does not fit into a cookie. */
export function cartCookie(cart: Cart, secret: string): string | undefined {
  if (cart.length === 0) return dropCart(secret);
  const value = sign(PURPOSE, pack(cart), secret);
  return value.length <= MAX_BYTES - 64 ? cookie(value, MAX_AGE_S, secret) : undefined;
}

const cookie = (value: string, maxAge: number, secret: string): string =>
  `${cookieNamesOf(secret).cart}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;

/** The `Set-Cookie` header that takes the cart away. */
export const dropCart = (secret: string): string => cookie('', 0, secret);
