// Whatever HTTP/1.1 allows in a request line or header, over a bare socket: an answer below 500, and no redirect to itself.
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { cookieNames, shop, useShop } from './shop-visit.ts';

useShop();

const limitMs = 5_000;

/** The whole answer to `lines`, sent as they stand. */
function answerTo(...lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(shop.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('latin1');
    socket.setTimeout(limitMs, () => socket.destroy(new Error(`no answer within ${limitMs} ms, but: ${answer}`)));
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.write([...lines, '', ''].join('\r\n'), 'latin1');
  });
}

/** Of the answer itself, after a "100 Continue" if there is one. */
const statusOf = (answer: string): number =>
  Number(/^(?:HTTP\/1\.1 100 Continue\r\n\r\n)?HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
const locationIn = (answer: string): string | undefined => /\r\nlocation: (.*?)\r\n/i.exec(answer)?.[1];

const ask = (line: string, ...headers: readonly string[]) =>
  answerTo(line, 'Host: 127.0.0.1', 'Connection: close', ...headers);

const targets = [
  ...[
    '//',
    '///',
    '//evil.example',
    '/\\evil.example',
    '\\',
    '/./',
    '/../../etc/passwd',
    '/%2e%2e/',
    '/%2F%2Fevil.example',
  ],
  ...[
    '*',
    '*x',
    '/*',
    'foo',
    '..',
    '%',
    ':',
    '?',
    '?q=1',
    '/?',
    '/?%ff',
    '/;',
    '/products/laptop;jsessionid=1',
    '#',
    '/#x',
  ],
  ...['/%', '/%zz', '/%ff', '/%00', '/%E0%A4%A', '/products/%', '/cart/%ff', '/pictures/%', '/_next/%ff', '/health/%'],
  ...[
    '/_global-error',
    '/_global-error?x',
    '/%5fglobal-error',
    '/_error',
    '/_not-found',
    '/404',
    '/500',
    '/index',
    '/_next',
  ],
  ...['http:', 'http://', 'http://[/', 'http://%/', 'http://evil.example:99999/', 'file:///etc/passwd', 'mailto:a@b'],
  ...[
    '/caf\u00e9',
    '/\x80\xff',
    '/[slug]',
    '/sections/[page]/[slug]/[name]',
    `/${'a'.repeat(7_000)}`,
    `/${'../'.repeat(1_000)}`,
  ],
];

test.each(targets.map((target) => [target.slice(0, 40), target]))('GET %s is answered', async (_, target) => {
  const status = statusOf(await ask(`GET ${target} HTTP/1.1`));
  expect(status).toBeGreaterThanOrEqual(200);
  expect(status).toBeLessThan(500);
});

describe('a whole address as target', () => {
  test.each(['http://evil.example', 'HTTP://127.0.0.1:80/', 'https://user:pw@evil.example/', 'http://evil.example?x'])(
    '%s is the home page, not a redirect to itself or elsewhere',
    async (target) => {
      const answer = await ask(`GET ${target} HTTP/1.1`);
      expect([statusOf(answer), locationIn(answer)]).toEqual([200, undefined]);
    },
  );

  test('is the path in it', async () => {
    expect(await ask('GET http://evil.example/products/laptop HTTP/1.1')).toContain('<h1>Laptop</h1>');
    expect(locationIn(await ask('GET http://evil.example//evil.example/ HTTP/1.1'))).toBe('/evil.example/');
  });
});

const files = ['/pictures/laptop.svg', '/icon.svg', '/_next/static/x'];
const methods = ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'M-SEARCH'];

test.each(methods.flatMap((method) => [...files, '/', '/nothing', '*'].map((path) => [method, path])))(
  '%s %s is refused',
  async (method, path) => {
    const status = statusOf(await ask(`${method} ${path} HTTP/1.1`, 'Content-Length: 0'));
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
  },
);

test.each(['evil.example:443', '/', 'http://evil.example/'])('CONNECT %s is refused, not ignored', async (target) => {
  const answer = await ask(`CONNECT ${target} HTTP/1.1`);
  expect(statusOf(answer)).toBeGreaterThanOrEqual(400);
  expect(statusOf(answer)).toBeLessThan(500);
});

describe('who wants another protocol', () => {
  const upgrades = {
    websocket: ['Upgrade: websocket', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 13'],
    h2c: ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'],
    x: ['Upgrade: x'],
  };
  const pages = { '/': 200, '/products/laptop': 200, '/nothing': 404, '/pictures/laptop.svg': 200 };
  test.each(
    Object.keys(upgrades).flatMap((protocol) =>
      Object.entries(pages).map(([path, status]) => [protocol, path, status]),
    ),
  )('%s gets the answer of %s in this one', async (protocol, path, status) => {
    const headers = upgrades[protocol as keyof typeof upgrades];
    const lines = [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: Upgrade, close', ...headers];
    expect(statusOf(await answerTo(...lines))).toBe(status);
  });
});

const headers = [
  ...['Range: bytes=9-1', 'Range: bytes=999999-', 'If-Match: x', 'If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT'],
  ...[
    'Expect: 100-continue',
    'Expect: x',
    'X-Odd: \xe9\xff',
    'X-Folded: a\r\n b',
    'Cookie: =; ;;=x; a',
    'Cookie: cart=%',
    `Cookie: ${cookieNames.cart}.\xe9\t=1; ${cookieNames.cart}.=%; ${cookieNames.visitor}=%`,
  ],
  ...[
    'Host: evil.example',
    'X-Forwarded-Host: a b',
    'X-Forwarded-Proto: a b',
    'X-Forwarded-Port: 99999',
    'Connection: host',
  ],
  ...['Content-Length: 5', 'Content-Length: -1', 'Transfer-Encoding: x', `X-Huge: ${'a'.repeat(20_000)}`, 'no colon'],
  ...['X-Middleware-Rewrite: http://a b', 'X-Invoke-Status: 500', 'X-Nextjs-Data: 1', 'Next-Resume: 1', 'Next-Url: %'],
];
const places = ['/', '/products/laptop', '/nothing', ...files, '/cart', '/cart/add', '/health/live'];

test.each(headers.map((header) => [header.slice(0, 40), header]))('a header "%s" is answered', async (_, header) => {
  // An announced body comes.
  const body = header.startsWith('Content-Length: 5') ? ['', 'a=b&c'] : [];
  for (const path of places) {
    const status = statusOf(await ask(`GET ${path} HTTP/1.1`, header, ...body));
    expect([path, status >= 200 && status < 500]).toEqual([path, true]);
  }
});

test.each(['x', '%', 'null', '%5B%22%22%5D'])('a router state "%s" is not heard', async (state) => {
  for (const path of places) {
    const answer = await ask(`GET ${path} HTTP/1.1`, 'RSC: 1', `Next-Router-State-Tree: ${state}`);
    expect([path, statusOf(answer) < 500, locationIn(answer)]).toEqual([path, true, undefined]);
  }
});

test.each([
  ['none', []],
  ['twice the same', ['Host: 127.0.0.1', 'Host: 127.0.0.1']],
  ['no name', ['Host:']],
  ['a broken address', ['Host: [::1']],
  ['another name', ['Host: a b/c?d#e\\f@g:h']],
  ['a name of other letters', ['Host: \xe9\xff']],
])('a request with %s as its host is answered', async (_, hosts) => {
  for (const path of [...places, '/cart/']) {
    const status = statusOf(await answerTo(`GET ${path} HTTP/1.1`, 'Connection: close', ...hosts));
    expect([path, status >= 200 && status < 500]).toEqual([path, true]);
  }
});

test.each(['zz\r\nabc', '-1', '1;a=b\r\nx\r\n0', `1;${'a'.repeat(20_000)}\r\nx\r\n0`, '5\r\nab\r\n0\r\n'])(
  'a body in chunks such as %j is answered',
  async (chunks) => {
    for (const path of [...places, '/cart/change', '/operator/forget']) {
      const answer = await ask(`POST ${path} HTTP/1.1`, 'Transfer-Encoding: chunked', '', chunks);
      expect([path, statusOf(answer) >= 400 && statusOf(answer) < 500]).toEqual([path, true]);
    }
  },
);
