// A shop for customers: no reason of a failure, no name of a part, no address is in what it sends; everything else is as ever.
import { expect, test } from 'vitest';
import { gone } from './fixture-pages.ts';
import { cookieNames, gateway, useShop, visit } from './shop-visit.ts';

useShop({ PLUMBING: '' });

const reason = 'connect ECONNREFUSED 127.0.0.1:4001';
const addresses = [
  ...['/', '/products/laptop', '/categories/computers', '/search?q=laptop', '/cart', '/mailbox', '/status', '/nothing'],
  ...['/sections/product/laptop/reviews', '/sections/search/-/results?q=laptop', '/sections/product/-/nothing'],
];

/** Everything that the plumbing says. */
const plumbing = [
  ...['ECONNREFUSED', '127.0.0.1', ' ms', 'class="tag"', 'class="dock"', 'data-dock', 'data-source', 'plumbing"'],
  ...['Show the plumbing', 'stand-in', 'MiniSearch', 'review.texts', 'product.core'],
];

const wordsOfPlumbing = (html: string) => plumbing.filter((word) => html.includes(word));

test.each(addresses)('%s tells nothing of the plumbing, whoever asks for it', async (path) => {
  for (const page of Object.values(gateway.pages)) {
    for (const [name, section] of Object.entries(page.sections)) {
      if (name !== 'product' && name !== 'products') Object.assign(section, gone('Not now.'), { reason });
    }
  }
  for (const asked of [path, `${path}${path.includes('?') ? '&' : '?'}plumbing=1`]) {
    const { html, answer } = await visit(asked, { headers: { cookie: `${cookieNames.plumbing}=1` } });
    expect(wordsOfPlumbing(html)).toEqual([]);
    expect(answer.headers.getSetCookie().some((cookie) => cookie.startsWith(cookieNames.plumbing))).toBe(false);
  }
});

test('a gateway that fails is not told of either', async () => {
  await visit('/products/laptop');
  gateway.mood = 'html';
  const { html, states } = await visit('/products/laptop');
  expect(states.product).toBe('stale');
  expect(wordsOfPlumbing(html)).toEqual([]);
});

test('what state a section is in still stands in its attributes, for "Try again", and in words', async () => {
  gateway.pages.product.sections.reviews = gone('Reviews are temporarily unavailable');
  const { states, main } = await visit('/products/laptop');
  expect([states.reviews, states.price]).toEqual(['unavailable', 'live']);
  expect(main).toContain('Reviews are temporarily unavailable');
  expect(main).toContain('data-again=');
});
