// The last that was seen of orders: few, not for long, and nobody else's.
import { expect, test } from 'vitest';
import { makeSavedOrders } from '../src/orders/saved-orders.ts';
import { live, orderFixture, stale } from './fixture-pages.ts';

const [me, other] = ['01890000-0000-7000-8000-00000000000a', '01890000-0000-7000-8000-00000000000b'];
const DAY_MS = 86_400_000;

function orders(most?: number) {
  let time = 0;
  const saved = makeSavedOrders({ ...(most && { most }), now: () => time, wallClock: () => 1_000_000 + time });
  return { saved, pass: (ms: number) => (time += ms) };
}
const order = orderFixture('queued');

test('is stale, with its age', () => {
  const { saved, pass } = orders();
  saved.keep(me, live(order));
  pass(420_000);
  expect(saved.find(me, order.id, 'gateway: gone')?.section).toMatchObject({
    state: 'stale',
    ageMs: 420_000,
    tier: 'degraded',
    message: 'This is what we knew 7 minutes ago. We look again when you do.',
    data: order,
  });
});

test('counts the age that a copy had before', () => {
  const { saved, pass } = orders();
  saved.keep(me, stale(order, 60_000, ''));
  pass(60_000);
  expect(saved.find(me, order.id, '')?.section.ageMs).toBe(120_000);
});

test('is nobody else’s', () => {
  const { saved } = orders();
  saved.keep(me, live(order));
  expect(saved.find(other, order.id, '')).toBeUndefined();
});

test('is gone after a day', () => {
  const { saved, pass } = orders();
  saved.keep(me, live(order));
  pass(DAY_MS + 1);
  expect(saved.find(me, order.id, '')).toBeUndefined();
});

test('makes room for newer ones', () => {
  const { saved } = orders(2);
  const ids = [1, 2, 3].map((n) => `7c419e2b-0000-4000-8000-00000000000${n}`);
  for (const id of ids) saved.keep(me, live(orderFixture('paid', { id })));
  expect(ids.map((id) => saved.find(me, id, '') !== undefined)).toEqual([false, true, true]);
});

test('that is paid is not waiting again because an older answer came later', () => {
  const { saved } = orders();
  saved.keepView(me, orderFixture('paid'));
  saved.keep(me, live(orderFixture('charging')));
  expect(saved.find(me, order.id, '')?.section.data?.state).toBe('paid');
  saved.keep(me, live(orderFixture('refunded')));
  expect(saved.find(me, order.id, '')?.section.data?.state).toBe('refunded');
});
