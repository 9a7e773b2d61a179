// The visitor's mailbox over HTTP: what was written to them, or an honest "not now".
import type { Messages, OrderState } from '@evenkeel/contracts';
import { describe, expect, test } from 'vitest';
import { timeOf } from '../src/formats.ts';
import { orderFixture, orderPageFixture } from './fixture-pages.ts';
import { cookieNames, gateway, useShop, visit } from './shop-visit.ts';

useShop();

const me = '01890000-0000-7000-8000-00000000000a';
const as = (visitor: string) => ({ headers: { cookie: `${cookieNames.visitor}=${visitor}` } });

const order = '7c419e2b-0000-4000-8000-000000000001';
const total = { cents: 102_800, currency: 'USD' } as const;
const written: Messages['items'] = [
  { id: 3, kind: 'paid', order, state: 'needs_buyer', total, at: '2026-11-28T10:47:00.000Z' },
  { id: 2, kind: 'declined', order, state: 'needs_buyer', total, at: '2026-11-28T10:45:00.000Z' },
  { id: 1, kind: 'complete-order', order, state: 'needs_buyer', total, at: '2026-11-28T10:42:00.000Z' },
];

const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('shows each message, the newest first: subject, order, total and time', async () => {
  gateway.mailboxes.set(me, written);
  const { status, main, states, answer, html } = await visit('/mailbox', as(me));
  expect([status, states.messages]).toEqual([200, 'live']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(html).toContain('data-system="normal"');
  const entries = [...main.matchAll(/<li data-message="([a-z-]+)">(.*?)<\/li>/gs)];
  const times = written.map(({ at }) => timeOf(Date.parse(at)));
  expect(entries.map(([, kind, inside]) => [kind, textOf(inside ?? '').trim()])).toEqual([
    [
      'paid',
      expect.stringMatching(
        `^Your payment went through at ${times[0]}\\. +Order 7C41-9E2B +\\$1,028 +.*at ${times[0]}$`,
      ),
    ],
    [
      'declined',
      expect.stringMatching(
        `^Your card was declined\\. Nothing was charged\\. Use another card or ask your bank\\. +Order .*at ${times[1]}$`,
      ),
    ],
    [
      'complete-order',
      expect.stringMatching(
        `^Complete your order +Payment failed\\. Your order is saved\\. Nothing was charged\\. Choose a card to complete it\\. +Order .*at ${times[2]}$`,
      ),
    ],
  ]);
  for (const [, , inside] of entries) expect(inside).toContain(`href="/orders/${order}"`);
  expect(gateway.asked.find(({ path }) => path === '/mailbox')?.headers['x-visitor-id']).toBe(me);
});

test('asks for nothing that was done since', async () => {
  gateway.mailboxes.set(
    me,
    written.map((message) => ({ ...message, state: 'paid' as const })),
  );
  const { main } = await visit('/mailbox', as(me));
  expect(textOf(main)).not.toMatch(/Complete your order|Choose a card|Use another card/);
  expect(textOf(main).match(/That is done: the order is paid\./g)).toHaveLength(2);
});

test('says in writing that an order was cancelled', async () => {
  const [first] = written;
  gateway.mailboxes.set(me, [{ ...(first as Messages['items'][number]), kind: 'cancelled', state: 'cancelled' }]);
  const { main } = await visit('/mailbox', as(me));
  expect(textOf(main)).toContain('Your order was cancelled. Nothing was charged. Order 7C41-9E2B');
});

const nothingYet =
  'No messages yet. What we write to you about your orders comes here: this page stands in for e-mail in this demo.';

test('without messages says what would come here', async () => {
  gateway.mailboxes.set('01890000-0000-7000-8000-00000000000b', written);
  const { main, states } = await visit('/mailbox', as(me));
  expect(textOf(main)).toContain(nothingYet);
  expect(states.messages).toBe('live');
});

test('of whoever has no name is empty, and nobody is asked', async () => {
  const { status, main } = await visit('/mailbox');
  expect(status).toBe(200);
  expect(textOf(main)).toContain(nothingYet);
  expect(gateway.asked).toEqual([]);
});

describe('while nobody can tell', () => {
  test.each(['core-gone', 'html', 'wrong-schema', 'half-a-json'] as const)(
    '(%s) says so, and shows no copy',
    async (mood) => {
      gateway.mailboxes.set(me, written);
      await visit('/mailbox', as(me));
      gateway.mood = mood;
      const { status, main, states, system, banner, answer } = await visit('/mailbox', as(me));
      expect([status, states.messages, system]).toEqual([200, 'unavailable', 'degraded']);
      expect(main).toContain('Your messages are temporarily unavailable. Your orders are kept.');
      expect(main).not.toMatch(/No messages yet|data-message/);
      expect(banner).toContain('Some features are temporarily limited.');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    },
  );
});

test('is linked from the footer of every page, and of those that stand alone', async () => {
  for (const path of ['/', '/nothing', '/products/nope'])
    expect((await visit(path)).html).toMatch(/<footer.*href="\/mailbox"/s);
});

test.each(['queued', 'confirming', 'needs_buyer', 'charging', 'paid', 'declined', 'cancelled'] as const)(
  'the page of an order that is "%s" leads to it where it is waited for',
  async (state: OrderState) => {
    gateway.orders.set(`${me} ${order}`, orderPageFixture(orderFixture(state, { id: order })));
    const { main } = await visit(`/orders/${order}`, as(me));
    const [, words] = /<a href="\/mailbox">([^<]+)<\/a>/.exec(main) ?? [];
    const isWaitedFor = state === 'queued' || state === 'confirming';
    expect(words).toBe(
      isWaitedFor
        ? 'We write to you when it is settled.'
        : state === 'needs_buyer'
          ? 'We write to you about it.'
          : undefined,
    );
  },
);
