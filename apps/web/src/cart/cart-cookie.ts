// The cart's way into cookies and back: one for each line, signed and compact (positions instead of names). Because a line has its own,
// products that are added at the same moment are all kept: the browser puts them together, whichever answer comes first.
import { cartLimits } from '@evenkeel/contracts';
import { z } from 'zod';
import { cookieNamesOf } from '../cookie-names.ts';
import { type Cart, type Line, line } from './cart.ts';
import { sign, verify } from './signature.ts';

/** Of all lines together, as they are sent: front doors take a header of 8 kB, and others have cookies, too. */
const MAX_BYTES = 7_000;
const MAX_AGE_S = 30 * 24 * 3_600;
const PURPOSE = 'cart line';

const shape = line.shape;
const packed = z.tuple([
  shape.slug,
  shape.name,
  shape.quantity,
  shape.cents,
  shape.pricedAt,
  shape.picture,
  shape.tile,
]);

const pack = (l: Line): z.infer<typeof packed> => [l.slug, l.name, l.quantity, l.cents, l.pricedAt, l.picture, l.tile];

const unpack = ([slug, name, quantity, cents, pricedAt, picture, tile]: z.infer<typeof packed>): Line => ({
  slug,
  name,
  quantity,
  cents,
  pricedAt,
  picture,
  tile,
});

export interface ReadCart {
  /** In the order in which the products were added. */
  readonly cart: Cart;
  /** Something was not written here. */
  readonly tampered: boolean;
  /** Products that were added in the same moment as the last that had room. */
  readonly overfull: boolean;
  /** The `Set-Cookie` headers that take away what is not in `cart`. */
  readonly drops: readonly string[];
}

interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** What was not written here is left out, and so are lines beyond the limit: the visitor is told so. */
export function readCart(cookies: readonly Cookie[], secret: string): ReadCart {
  const prefix = `${cookieNamesOf(secret).cart}.`;
  const ours = cookies.filter(({ name, value }) => name.startsWith(prefix) && value !== '');
  const read = ours.map(({ name, value }) => ({ name, line: readLine(name.slice(prefix.length), value, secret) }));
  const good = read.flatMap(({ line }) => line ?? []);
  const cart = good.slice(0, cartLimits.lines);
  return {
    cart,
    tampered: good.length < read.length,
    overfull: cart.length < good.length,
    drops: read.flatMap(({ name, line }) => (line && cart.includes(line) ? [] : [setCookie(name, '', 0)])),
  };
}

/** A line under another product's name is none. */
function readLine(slug: string, value: string, secret: string): Line | undefined {
  const read = value.length <= MAX_BYTES ? verify(PURPOSE, value, packed, secret) : undefined;
  return read && read[0] === slug ? unpack(read) : undefined;
}

/** The `Set-Cookie` header that brings the line of `slug` to what it is in `cart`; undefined when the cart has no room for it. */
export function lineCookie(cart: Cart, slug: string, secret: string): string | undefined {
  const changed = cart.find((line) => line.slug === slug);
  if (!changed) return setCookie(nameOf(slug, secret), '', 0);
  return bytesOf(cart, secret) <= MAX_BYTES
    ? setCookie(nameOf(slug, secret), sign(PURPOSE, pack(changed), secret), MAX_AGE_S)
    : undefined;
}

const nameOf = (slug: string, secret: string): string => `${cookieNamesOf(secret).cart}.${slug}`;

/** `name=value; name=value; …` */
const bytesOf = (cart: Cart, secret: string): number =>
  cart.reduce((sum, l) => sum + nameOf(l.slug, secret).length + sign(PURPOSE, pack(l), secret).length + 3, 0);

const setCookie = (name: string, value: string, maxAge: number): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;
