// A gateway for tests: real HTTP, and every bad habit that a dependency can have.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  CartPage,
  CategoryPage,
  HomePage,
  Messages,
  OrderPage,
  ProductPage,
  SearchPage,
} from '@evenkeel/contracts';
import {
  cartPageFixture,
  categoryPageFixture,
  homePageFixture,
  productPageFixture,
  searchPageFixture,
} from './fixture-pages.ts';

export type Mood = 'well' | 'core-gone' | 'hung' | 'html' | 'half-a-json' | 'wrong-schema' | 'endless';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Undefined when there was none. */
  readonly body: unknown;
}

/** A status and a body, or one of the bad habits. */
export type BuyingAnswer = readonly [status: number, body: unknown] | 'hung' | 'closed' | 'html';

export interface FakeGateway {
  readonly url: string;
  mood: Mood;
  pages: { home: HomePage; product: ProductPage; category: CategoryPage; search: SearchPage; cart: CartPage };
  /** What was asked, newest last. */
  readonly asked: Asked[];
  /** What is answered to whoever buys or changes an order; nobody else hears of it. */
  buying: (asked: Asked) => BuyingAnswer;
  /** Orders, by visitor and id. */
  readonly orders: Map<string, OrderPage>;
  /** What was written, by visitor. */
  readonly mailboxes: Map<string, Messages['items']>;
  /** All pages live again, nothing asked. */
  reset(): void;
  close(): Promise<void>;
}

const fresh = () => ({
  home: homePageFixture(),
  product: productPageFixture(),
  category: categoryPageFixture(),
  search: searchPageFixture('high'),
  cart: cartPageFixture(),
});

/** @param port 0 chooses a free one */
export async function fakeGateway(port = 0): Promise<FakeGateway> {
  const server = createServer((request, response) => void answer(gateway, request, response));
  await listening(server, port);
  const gateway: FakeGateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: 'well',
    pages: fresh(),
    asked: [],
    buying: () => [503, { outcome: 'refused' }],
    orders: new Map(),
    mailboxes: new Map(),
    reset() {
      gateway.mood = 'well';
      gateway.pages = fresh();
      gateway.buying = () => [503, { outcome: 'refused' }];
      gateway.orders.clear();
      gateway.mailboxes.clear();
      gateway.asked.length = 0;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return gateway;
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((done) => server.listen(port, '127.0.0.1', done));

async function answer(gateway: FakeGateway, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://gateway');
  const text = Buffer.concat(await request.toArray()).toString();
  const asked = {
    path: `${url.pathname}${url.search}`,
    headers: request.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
  gateway.asked.push(asked);
  if (isBuying(request.method, url)) return answerBuyer(gateway.buying(asked), response);
  const visitor = String(request.headers['x-visitor-id']);
  if (gateway.mood === 'well' && url.pathname.startsWith('/orders/')) {
    const page = gateway.orders.get(`${visitor} ${url.pathname.slice('/orders/'.length)}`);
    if (page) send(response, 200, page);
    else send(response, ...missing);
  } else if (gateway.mood === 'well' && url.pathname === '/mailbox') {
    send(response, 200, { items: gateway.mailboxes.get(visitor) ?? [] });
  } else if (gateway.mood === 'well') send(response, ...wellAnswer(gateway, url));
  else badHabits[gateway.mood](response);
}

const isBuying = (method: string | undefined, { pathname }: URL): boolean =>
  method === 'POST' && (pathname === '/checkout' || pathname.startsWith('/orders/'));

function answerBuyer(told: BuyingAnswer, response: ServerResponse): void {
  if (told === 'hung' || told === 'html') badHabits[told](response);
  else if (told === 'closed') response.destroy();
  else send(response, ...told);
}

const missing = [404, { type: 'about:blank', title: 'Not Found', status: 404 }] as const;

const badHabits: Readonly<Record<Exclude<Mood, 'well'>, (response: ServerResponse) => void>> = {
  hung: (response) => response.on('close', () => response.destroy()),
  'core-gone': (response) => send(response, 503, { type: 'about:blank', title: 'Service Unavailable', status: 503 }),
  html: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'),
  'half-a-json': (response) => response.writeHead(200, json).end('{"sections": {"pro'),
  'wrong-schema': (response) => send(response, 200, { sections: { product: { state: 'live', data: { name: '' } } } }),
  endless: (response) => response.writeHead(200, json).write(Buffer.alloc(4_000_000, ' ')),
};

const json = { 'content-type': 'application/json' };

function wellAnswer({ pages }: FakeGateway, url: URL): [status: number, body: unknown] {
  if (url.pathname === '/health') {
    const dependencies = ['product.core', 'review.texts', 'recommendation.pick', 'search.find'].map((name) => ({
      name,
    }));
    return [200, { status: 'degraded', degradedServices: ['review.texts'], dependencies }];
  }
  if (url.pathname === '/suggest') return [200, { items: ['Laptop', 'Laptop sleeve'] }];
  if (url.pathname === '/behaviour') return [202, {}];
  const [, , name, slug] = url.pathname.split('/');
  const page = Object.entries(pages).find(([known]) => known === name)?.[1];
  const known = slug === undefined || slug === 'laptop' || slug === 'computers';
  if (!page || !known) return [...missing];
  const section = url.searchParams.get('section');
  if (section === null) return [200, page];
  return [200, { name: section, section: Object.entries(page.sections).find(([known]) => known === section)?.[1] }];
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const isProblem = status >= 400 && !(typeof body === 'object' && body !== null && 'outcome' in body);
  const type = isProblem ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}
