// Requests that no honest visitor sends, from a seed: the same ones for the same seed.
import fc from 'fast-check';

export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

const nasty = fc.constantFrom(
  '%00',
  '%0d%0aSet-Cookie:%20cart=1',
  '%ff%fe',
  '%E0%A4%A',
  '%',
  '__proto__',
  'constructor',
  'toString',
  '..%2f..%2f..%2fetc%2fpasswd',
  '....//....//etc/passwd',
  "laptop'%20OR%20'1'='1",
  "laptop';DROP%20TABLE%20products;--",
  'laptop%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
  '$%7B7*7%7D',
  '%7B%7B7*7%7D%7D',
  'laptop/../mouse',
  'laptop%2Fprice',
  'LAPTOP',
  'laptop-',
  '-',
  '0',
  '-1',
  'NaN',
  '1e309',
  'a'.repeat(200),
  'a'.repeat(6_000),
  '%F0%9F%92%BB',
  'laptop?section=__proto__',
  'laptop?section=reviews&section=price',
  'laptop?section[]=reviews',
);

const segment = fc.oneof(
  { weight: 3, arbitrary: nasty },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 30 }).map(encodeURIComponent) },
  { weight: 1, arbitrary: fc.constantFrom('laptop', 'mouse', 'no-such-thing') },
);

const root = fc.constantFrom(
  '/products/',
  '/categories/',
  '/sections/product/laptop/',
  '/sections/',
  '/cart',
  '/cart/add',
  '/cart/change',
  '/status/',
  '/pages/product/',
  '/pages/category/',
  '/pages/cart?items=',
  '/pages/home?section=',
  '/cards?slugs=',
  '/recommendations?slug=',
  '/recommendations?limit=',
  '/bestsellers?limit=',
  '/views',
  '/checkout',
  '/orders/',
  '/charges?after=',
  '/charges/by-key/',
  '/operator/forget',
  '/operator/metrics',
  '/operator/breakers/review.texts/open',
  '/operator/breakers/',
  '/health/',
  '/',
);

const body = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    '{"visitor":',
    '[]',
    '"laptop"',
    '{"__proto__":{"admin":true}}',
    '{"visitor":"x","slug":{"$gt":""}}',
    `{"slug":"${'a'.repeat(70_000)}"}`,
    '{"id":"0","items":[{"slug":"laptop","quantity":-1}],"agreed":{"cents":1e309}}',
    '{"cents":-1,"currency":"EUR","card":{}}',
    'slug=laptop&quantity=-1&item=forged',
    'slug=laptop&quantity=99999999999999999999&item=',
    'slug=laptop&slug=mouse&quantity=1',
    `item=${'A'.repeat(20_000)}`,
    '%00=%ff&&&===',
    '\u0000\u0001\u0002',
  ),
  fc.string({ maxLength: 200 }),
);

const headers = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'cookie',
    'x-request-id',
    'x-visitor-id',
    'accept',
    'origin',
    'sec-fetch-site',
    'authorization',
    'range',
    'if-none-match',
    'x-forwarded-for',
    'next-router-state-tree',
    'rsc',
    'next-action',
  ),
  fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/html',
    'cart=AAAA; visitor=not-a-uuid; plumbing=2',
    `cart=${'A'.repeat(5_000)}`,
    'cart=%FF%FE; cart=..; __proto__=1',
    '-1',
    '0',
    '99999999999',
    'NaN',
    '1',
    '"><script>',
    'Bearer x',
    'https://evil.example',
    'cross-site',
    'bytes=0-,5-3',
    '../../etc/passwd',
    '%5B%22%22%5D',
  ),
  { maxKeys: 4 },
);

const request: fc.Arbitrary<HostileRequest> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'),
  path: fc.tuple(root, segment).map(([start, end]) => start + end),
  headers,
  body,
});

/** `count` requests made from `seed`. */
export const hostileRequests = (seed: number, count: number): HostileRequest[] =>
  fc.sample(request, { seed, numRuns: count });
