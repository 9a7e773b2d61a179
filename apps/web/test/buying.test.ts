// Web's connection for buying: "refused" is said only when it is certain that nothing has reached the gateway.

import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { buy, buyingHealth } from '../src/gateway/buying.ts';
import { gatewayHealth } from '../src/gateway/client.ts';
import { makeSentOrders } from '../src/gateway/sent-orders.ts';
import { watch } from '../src/watch.ts';
import { orderFixture } from './fixture-pages.ts';
import { useGateway } from './use-gateway.ts';

const gateway = useGateway();
const visit = { requestId: '7c41f0e2-aaaa-4000-8000-000000000001', visitor: '01890000-0000-7000-8000-00000000000a' };
const order = orderFixture('paid');
const attempt = (id: string = randomUUID(), formMadeAt = Date.now()) =>
  buy(
    {
      id,
      items: [{ slug: 'laptop', quantity: 1 }],
      agreed: { cents: 99_900, currency: 'USD' },
      card: { token: 'card_approved', lastFour: '4242' },
    },
    visit,
    formMadeAt,
  );

beforeEach(() => {
  process.env.GATEWAY_URL = gateway().url;
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

describe('certainly not kept', () => {
  test('when nobody listens', async () => {
    process.env.GATEWAY_URL = 'http://127.0.0.1:1';
    expect(await attempt()).toMatchObject({ outcome: 'refused' });
  });

  test('when the breaker is open', async () => {
    gateway().buying = () => 'closed';
    for (let count = 0; count < 5; count++) expect(await attempt()).toMatchObject({ outcome: 'unsure' });
    const asked = gateway().asked.length;
    expect(await attempt()).toMatchObject({ outcome: 'refused' });
    expect(gateway().asked).toHaveLength(asked);
    expect(gatewayHealth().breaker?.state).toBe('CLOSED');
  });

  test('when 30 others are buying', async () => {
    gateway().buying = () => 'hung';
    const others = Array.from({ length: 30 }, () => attempt());
    expect(await attempt()).toMatchObject({ outcome: 'refused' });
    for (const other of others) expect(await other).toMatchObject({ outcome: 'unsure' });
  });
});

describe('perhaps kept, although nothing of this press has reached the gateway:', () => {
  test('an earlier press has hung', async () => {
    gateway().buying = () => 'hung';
    const first = attempt(order.id);
    await vi.waitUntil(() => gateway().asked.length > 0);
    gateway().buying = () => 'closed';
    for (let count = 0; count < 5; count++) await attempt(); // That opens the breaker: nothing reaches the gateway any more.
    expect(await attempt(order.id)).toMatchObject({ outcome: 'unsure' });
    expect(await attempt()).toMatchObject({ outcome: 'refused' });
    expect(await first).toMatchObject({ outcome: 'unsure' });
    expect(await attempt(order.id)).toMatchObject({ outcome: 'unsure' });
  });

  test('the form is older than this process', async () => {
    process.env.GATEWAY_URL = 'http://127.0.0.1:1';
    expect(await attempt(order.id, Date.now() - 3_600_000)).toMatchObject({ outcome: 'unsure' });
  });
});

test('certainly not kept, however often it is pressed while nobody listens', async () => {
  process.env.GATEWAY_URL = 'http://127.0.0.1:1';
  for (let count = 0; count < 3; count++) expect(await attempt(order.id)).toMatchObject({ outcome: 'refused' });
});

test('many orders at once are remembered, and not for ever', () => {
  const sent = makeSentOrders(2);
  sent.begin('one');
  sent.begin('two')();
  sent.begin('three');
  sent.begin('one');
  sent.begin('four');
  expect(['one', 'two', 'three', 'four'].filter(sent.has)).toEqual(['one', 'four']);
});

test.each(['closed', 'html'] as const)('perhaps kept when the answer is "%s"', async (how) => {
  gateway().buying = () => how;
  expect(await attempt()).toMatchObject({ outcome: 'unsure' });
});

test('perhaps kept when no answer comes within 3.6 s, and it is asked once', async () => {
  gateway().buying = () => 'hung';
  const began = performance.now();
  expect(await attempt()).toMatchObject({ outcome: 'unsure' });
  expect(performance.now() - began).toBeGreaterThan(3_500);
  expect(gateway().asked).toHaveLength(1);
});

test('perhaps kept when a 502 comes from something in between', async () => {
  gateway().buying = () => [502, { type: 'about:blank', title: 'Bad Gateway', status: 502 }];
  expect(await attempt()).toMatchObject({ outcome: 'unsure' });
});

test.each([
  [201, { outcome: 'order', order }],
  [409, { outcome: 'not-sold', slugs: ['laptop'] }],
  [503, { outcome: 'price-unknown' }],
  [504, { outcome: 'unsure' }],
  [400, { type: 'about:blank', title: 'Bad Request', status: 400 }],
])('%d %o is an answer, and opens no breaker', async (status, body) => {
  gateway().buying = () => [status, body];
  for (let count = 0; count < 10; count++) await attempt();
  expect(buyingHealth().breaker?.state).toBe('CLOSED');
  expect((await attempt()).outcome).toBe('outcome' in body ? body.outcome : 'rejected');
});

test('is among what the operator sees', async () => {
  gateway().buying = () => [201, { outcome: 'order', order }];
  const registry = watch();
  await attempt();
  expect(await registry.metrics()).toMatch(/dependency_calls_total\{dependency="gateway.checkout",outcome="success"/);
});
