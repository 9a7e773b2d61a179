// How many things are in the cart of whoever sends a request: for pages that nothing else is rendered for.
import { config } from '../config.ts';
import { countOf } from './cart.ts';
import { readCart } from './cart-cookie.ts';

export const inCartOf = ({ headers }: Pick<Request, 'headers'>): number =>
  countOf(readCart(cookiesIn(headers.get('cookie') ?? ''), config().SHOP_SECRET).cart);

/** `a=1; b=2`: our own values need no decoding. */
const cookiesIn = (sent: string) =>
  sent.split(';').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return { name: name.trim(), value: value.join('=').trim() };
  });
