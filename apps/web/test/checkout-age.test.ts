// A form of the checkout is good for a day: what becomes of an older one, at a clock that is set.
import { NextRequest } from 'next/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { POST } from '../src/app/checkout/pay/route.ts';
import { agreementToken } from '../src/checkout/agreement.ts';
import { checkoutCookie } from '../src/checkout/checkout-cookie.ts';
import { orderFixture } from './fixture-pages.ts';
import { useGateway } from './use-gateway.ts';

const gateway = useGateway();
const secret = 'a secret for tests only';
const madeAt = Date.parse('2026-11-28T10:42:00Z');
const day = 24 * 3_600_000;
const order = orderFixture('paid');
const agreement = { id: order.id, items: [{ slug: 'laptop', quantity: 1 }], cents: 99_900, at: madeAt };

const pay = () =>
  POST(
    new NextRequest('http://shop.example/checkout/pay', {
      method: 'POST',
      headers: {
        host: 'shop.example',
        'content-type': 'application/x-www-form-urlencoded',
        cookie: checkoutCookie({ id: order.id, unsure: false }, secret).split(';')[0] ?? '',
      },
      body: new URLSearchParams({ order: agreementToken(agreement, secret), card: 'card_approved' }),
    }),
  );

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  gateway().buying = () => [201, { outcome: 'order', order }];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test.each([
  ['at once', 0],
  ['a day later', day],
  ['5 minutes before it was made, by another clock', -300_000],
])('sent %s it is an order', async (_when, later) => {
  vi.setSystemTime(madeAt + later);
  expect((await pay()).headers.get('location')).toBe(`/orders/${order.id}`);
  expect(gateway().asked).toHaveLength(1);
});

describe.each([
  ['more than a day later', day + 1],
  ['more than 5 minutes before it was made', -300_001],
])('sent %s', (_when, later) => {
  test('it is not passed on, leads back to the checkout, and changes no cookie', async () => {
    vi.setSystemTime(madeAt + later);
    const { status, headers } = await pay();
    expect([status, headers.get('location')]).toEqual([303, '/checkout?again=1']);
    expect(headers.getSetCookie()).toEqual([]);
    expect(gateway().asked).toEqual([]);
  });
});
