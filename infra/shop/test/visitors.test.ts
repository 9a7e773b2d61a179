import { createServer, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { browser } from '../src/load/browser.ts';
import { seeded } from '../src/load/random.ts';
import { mistyped, searchAddress } from '../src/load/searches.ts';
import { visit } from '../src/load/visitors.ts';

const page = `
  <a href="/products/lamp">Desk lamp</a> <a href="/products/lamp"><img></a> <a href="/categories/home">Home</a>
  <a href="/cart">Cart</a> <a href="/products/lamp?plumbing=1">Plumbing</a> <a href="https://elsewhere.example/">Away</a>
  <form action="/search"><input name="q"></form>
  <form action="/cart/add" method="post">
    <input type="hidden" name="slug" value="lamp"><input type="hidden" name="item" value="a=b&amp;c">
    <select name="quantity"><option>1</option><option>2</option></select>
    <input type="checkbox" name="gift" value="yes"><button>Add to cart</button>
  </form>`;

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly cookie: string;
  readonly body: string;
  readonly origin: string;
}

/** A shop that answers every address with the same page; remembers who asked for what. */
async function smallShop() {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, cookie: headers.cookie ?? '', body: await text(request), origin: headers.origin ?? '' });
    if (!headers.cookie) response.setHeader('set-cookie', `visitor=v${asked.length}; HttpOnly`);
    if (method === 'POST') {
      response.setHeader('set-cookie', 'cart=lamp; HttpOnly');
      response.writeHead(303, { location: '/cart' }).end();
    } else response.end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { asked, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

async function text(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of request.setEncoding('utf8')) all += chunk;
  return all;
}

test('a form is posted as a browser posts it: all its fields, from its own site, and the redirect is followed', async () => {
  const { asked, url } = await smallShop();
  const visitor = browser(url);
  const { forms } = await visitor.open('/products/lamp');
  const form = forms.find(({ action }) => action === '/cart/add');
  expect(form).toBeDefined();
  if (form) expect((await visitor.submit(form)).status).toBe(200);
  const [, posted, followed] = asked;
  expect(Object.fromEntries(new URLSearchParams(posted?.body))).toEqual({ slug: 'lamp', item: 'a=b&c', quantity: '1' });
  expect(posted).toMatchObject({ method: 'POST', url: '/cart/add', origin: url, cookie: 'visitor=v1' });
  expect(followed).toMatchObject({ method: 'GET', url: '/cart', cookie: 'visitor=v1; cart=lamp' });
});

test('a page tells its links on this site, its forms and the titles of its products, each once', async () => {
  const { url } = await smallShop();
  const { links, titles } = await browser(url).open('/');
  expect(links).toEqual(['/products/lamp', '/categories/home', '/cart', '/products/lamp?plumbing=1']);
  expect(titles).toEqual(['Desk lamp', 'Plumbing']);
});

test('visitors keep their cookie, and do all that people do: browse, search, fill a cart, look at it', async () => {
  const { asked, url } = await smallShop();
  const visits = await visit({ url, seconds: 4, visitors: 25, seed: 1 });
  expect(visits.every(({ status }) => status === 200)).toBe(true);
  expect(new Set(visits.map(({ deed }) => deed))).toEqual(
    new Set(['home', 'category', 'product', 'search', 'add to cart', 'cart']),
  );
  expect(asked.filter(({ cookie }) => cookie === '')).toHaveLength(25);
  const paths = new Set(asked.map((one) => one.url.split('?')[0]));
  for (const path of paths) {
    expect(path).toMatch(
      /^\/(products\/(lamp|laptop|mouse|keyboard|monitor)|categories\/home|search|cart|cart\/add)?$/,
    );
  }
});

test('a shop that is closed is visited all the same, and counted as no answer', async () => {
  const visits = await visit({ url: 'http://127.0.0.1:9', seconds: 1, visitors: 2, seed: 1 });
  expect(visits.length).toBeGreaterThan(0);
  expect(visits.every((one) => one.status === 'none')).toBe(true);
});

test('searches are addresses that the shop promises to read, with words of what was seen', () => {
  const random = seeded(7);
  const known = { titles: ['Desk lamp', 'Ebook reader'], categories: ['home'] };
  const all = Array.from(
    { length: 500 },
    () => new URL(searchAddress(random, known), 'http://shop.example').searchParams,
  );
  const told = new Set(all.flatMap((params) => [...params.keys()]));
  expect(told).toEqual(new Set(['q', 'category', 'minPrice', 'maxPrice', 'rating', 'sort', 'page']));
  const words = ['desk', 'lamp', 'ebook', 'reader'];
  const right = all.filter((params) => (params.get('q') ?? '').split(' ').every((word) => words.includes(word)));
  expect(right.length).toBeGreaterThan(300);
  expect(right.length).toBeLessThan(500);
  for (const params of all) {
    expect(params.get('q')).not.toBe('');
    if (params.has('minPrice')) expect(Number(params.get('minPrice'))).toBeLessThan(Number(params.get('maxPrice')));
  }
});

test('one seed, one way through the shop', () => {
  const addresses = (seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: 20 }, () => searchAddress(random, { titles: ['Desk lamp'], categories: [] }));
  };
  expect(addresses(1)).toEqual(addresses(1));
  expect(addresses(1)).not.toEqual(addresses(2));
});

test('a slip of the finger swaps two letters or loses one, never the first', () => {
  const random = seeded(3);
  for (let count = 0; count < 200; count += 1) {
    const slip = mistyped(random, 'laptop');
    expect(slip[0]).toBe('l');
    expect([5, 6]).toContain(slip.length);
    expect(slip).not.toBe('laptop');
    for (const letter of slip) expect('laptop').toContain(letter);
  }
  expect(mistyped(random, 'fan')).toBe('fan');
});
