import { expect, test } from 'vitest';
import { fakeShop } from './fake-shop.ts';

test('only the operator may forget, and then the next failure meets a shop without a past', async () => {
  const shop = await fakeShop();
  await shop.get('/pages/product/laptop');
  shop.product.close();
  await expect
    .poll(async () => (await shop.get('/pages/product/laptop')).body.sections.product?.state, { timeout: 10_000 })
    .toBe('stale');
  for (const authorization of ['', 'Bearer ', 'Bearer a wrong one of it', 'Bearer a token of the tesT']) {
    const refused = await shop.get('/operator/forget', { method: 'POST', headers: { authorization } });
    expect(refused.status).toBe(401);
  }
  expect((await shop.get('/pages/product/laptop')).status).toBe(200);

  const authorization = 'Bearer a token of the test';
  expect((await shop.get('/operator/forget', { method: 'POST', headers: { authorization } })).status).toBe(204);
  expect((await shop.get('/pages/product/laptop')).status).toBe(503);
});

test('an operator sees every breaker, and what it failed at; nobody else does, and nobody else is asked', async () => {
  const shop = await fakeShop();
  const look = (token = 'a token of the test') =>
    shop.get('/operator/breakers', { headers: { authorization: `Bearer ${token}` } });
  expect((await look('a wrong one')).status).toBe(401);
  const asked = shop.payment.asked.length;
  const { body } = (await look()) as unknown as { body: { dependencies: Told[] } };
  type Told = { name: string; breaker: { state: string } | null; reason: string | null };
  expect(body.dependencies.find(({ name }) => name === 'review.texts')).toMatchObject({
    breaker: { state: 'CLOSED' },
    reason: null,
  });
  expect(shop.payment.asked.length).toBe(asked);
  shop.review.close();
  await expect
    .poll(
      async () => {
        await shop.get('/pages/product/laptop?section=reviews');
        const now = ((await look()) as unknown as { body: { dependencies: Told[] } }).body.dependencies;
        const texts = now.find(({ name }) => name === 'review.texts');
        return [texts?.breaker?.state, texts?.reason];
      },
      { timeout: 10_000 },
    )
    .toEqual(['OPEN', 'ECONNREFUSED']);
});

test('an operator opens, releases and closes a breaker by hand; whatever the dependency does', async () => {
  const shop = await fakeShop();
  const steer = (name: string, verb: string, token = 'a token of the test') =>
    shop.get(`/operator/breakers/${name}/${verb}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  const rating = async () => (await shop.get('/pages/product/laptop?section=rating')).body.section;

  expect((await steer('review.rating', 'open', 'a wrong one')).status).toBe(401);
  expect((await rating()).state).toBe('live');
  expect(await steer('review.rating', 'open')).toMatchObject({
    status: 200,
    body: { name: 'review.rating', breaker: { state: 'OPEN', isolated: true } },
  });
  await shop.get('/operator/forget', { method: 'POST', headers: { authorization: 'Bearer a token of the test' } });
  const asked = shop.review.asked.length;
  expect(await rating()).toMatchObject({
    state: 'unavailable',
    reason: expect.stringContaining('circuit breaker open, isolated by hand'),
  });
  expect(shop.review.asked.length).toBe(asked);
  expect((await shop.get('/health')).body).toMatchObject({ status: 'degraded', degradedServices: ['review.rating'] });

  expect((await steer('review.rating', 'release')).body).toMatchObject({ breaker: { state: 'CLOSED' } });
  expect((await rating()).state).toBe('live');
  await steer('review.rating', 'open');
  expect((await steer('review.rating', 'close')).body).toMatchObject({ breaker: { state: 'CLOSED', total: 0 } });
  expect((await rating()).state).toBe('live');

  for (const [name, verb] of [['nobody', 'open'] as const, ['__proto__', 'open'] as const])
    expect((await steer(name, verb)).status).toBe(404);
  expect((await steer('review.rating', 'explode')).status).toBe(404);
  expect((await shop.get('/operator/breakers/review.rating/open')).status).toBe(405);
});
