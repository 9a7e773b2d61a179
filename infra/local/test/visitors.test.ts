import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { visit } from '../src/load/visitors.ts';

/** A shop of links; remembers who asked for what. */
async function shopOfLinks() {
  const asked: { url: string; cookie: string }[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', cookie: request.headers.cookie ?? '' });
    if (!request.headers.cookie) response.setHeader('set-cookie', `visitor=v${asked.length}; HttpOnly`);
    response.end('<a href="/products/lamp">Lamp</a> <a href="/categories/home">Home</a> <a href="/cart">Cart</a>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { asked, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

test('visitors keep their cookie and follow the links of the pages', async () => {
  const { asked, url } = await shopOfLinks();
  const visits = await visit({ url, seconds: 4, visitors: 2, seed: 1 });
  expect(visits.length).toBe(asked.length);
  expect(visits.every((one) => one.status === 200)).toBe(true);
  const later = asked.filter((one) => one.cookie !== '');
  expect(later.length).toBe(asked.length - 2);
  for (const { url: path } of later) expect(['/', '/products/lamp', '/categories/home']).toContain(path);
});

test('a shop that is closed is visited all the same, and counted as no answer', async () => {
  const visits = await visit({ url: 'http://127.0.0.1:9', seconds: 1, visitors: 2, seed: 1 });
  expect(visits.length).toBeGreaterThan(0);
  expect(visits.every((one) => one.status === 'none')).toBe(true);
});
