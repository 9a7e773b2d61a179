// The checker of the torture, with books that are made up: each claim that is broken in them is found, and sound books break none.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Told, Wish } from '../src/torture/buyers.ts';
import { type Books, type Claim, check } from '../src/torture/checker.ts';
import { crashPoints, inWords, lanes } from '../src/torture/faults.ts';
import { chance } from '../src/torture/random.ts';
import { scheduleOf } from '../src/torture/run.ts';

const id = randomUUID() as string;
const key = randomUUID() as string;
const wish: Wish = {
  order: id,
  visitor: randomUUID(),
  items: [{ slug: 'mouse', quantity: 1 }],
  cents: 2_900,
  card: { token: 'card_approved', lastFour: '4242' },
  otherCents: null,
  cameBack: false,
};
const told = (what: string, at: number, by: Told['by'] = 'press'): Told => ({
  order: id,
  by,
  what,
  askedAt: at,
  heardAt: at + 10,
});
const charge = (more: Partial<Books['charges'][number]> = {}) => ({
  key,
  status: 'approved',
  cents: 2_900,
  reference: id,
  createdAt: 1_005,
  refundedAt: null,
  ...more,
});
const event = (what: string, at: number) => ({ order: id, attempt: key, what, at, lastAt: at });

const sound: Books = {
  wishes: [wish],
  told: [told('paid', 1_000)],
  orders: [{ id, state: 'paid', cents: 2_900, conflicts: 0 }],
  history: [event('accepted', 1_001), event('succeeded', 1_008)],
  charges: [charge()],
};
const order = (state: string, cents = 2_900) => [{ id, state, cents, conflicts: 0 }];
const declined = charge({ status: 'declined' });

test.each<[string, Partial<Books>]>([
  ['paid', {}],
  [
    'declined',
    {
      told: [told('declined', 1_000)],
      orders: order('declined'),
      history: [event('declined', 1_008)],
      charges: [declined],
    },
  ],
  ['queued, then paid', { told: [told('queued', 900), told('paid', 2_000, 'look')] }],
  [
    'declined, then paid with another card',
    {
      told: [told('declined', 900), told('paid', 1_000, 'change')],
      charges: [charge({ key: randomUUID(), status: 'declined' }), charge()],
    },
  ],
  ['refused, and nowhere', { told: [told('refused', 1_000)], orders: [], history: [], charges: [] }],
  [
    'refused at one door while the other takes it',
    { told: [told('refused', 1_000), { ...told('paid', 995), heardAt: 1_100 }] },
  ],
  ['refused, pressed again, and paid', { told: [told('refused', 500), told('paid', 1_000)] }],
  ['no answer, and charged all the same', { told: [told('no answer', 1_000)] }],
  [
    'waiting for its buyer',
    { told: [told('needs_buyer', 1_000)], orders: order('needs_buyer'), history: [], charges: [] },
  ],
  ['waiting for its buyer, who came', { wishes: [{ ...wish, cameBack: true }], told: [told('needs_buyer', 500)] }],
  [
    'pressed twice in the same moment, one press saved, the other paid',
    { told: [told('needs_buyer', 990), told('paid', 991)] },
  ],
  [
    'given back',
    { told: [told('confirming', 1_000)], orders: order('refunded'), charges: [charge({ refundedAt: 2_000 })] },
  ],
  [
    'another cart under the same id, kept where nobody knew of the first, and named',
    {
      wishes: [{ ...wish, otherCents: 5_800 }],
      told: [
        { ...told('queued', 900), cents: 5_800 },
        { ...told('paid', 1_000, 'look'), cents: 2_900 },
      ],
      orders: [{ id, state: 'paid', cents: 2_900, conflicts: 1 }],
    },
  ],
])('sound: %s', (_, books) => {
  expect(check({ ...sound, ...books })).toEqual([]);
});

test.each<[Claim, string, Partial<Books>]>([
  [
    'missing',
    'told to be queued, and nowhere',
    { told: [told('queued', 1_000)], orders: [], history: [], charges: [] },
  ],
  ['charged twice', 'under two keys', { charges: [charge(), charge({ key: randomUUID() })] }],
  ['another amount', 'the bank booked another', { charges: [charge({ cents: 3_000 })] }],
  [
    'another amount',
    'the order says another than the buyer agreed to',
    { orders: order('paid', 3_000), charges: [charge({ cents: 3_000 })] },
  ],
  ['told wrong', 'declined, after it was charged', { told: [told('declined', 2_000)] }],
  ['told wrong', 'refused, after it was charged', { told: [told('refused', 2_000)] }],
  ['told wrong', 'queued, after it was charged', { told: [told('queued', 2_000, 'look')] }],
  [
    'told wrong',
    'refused, and charged within that very press',
    { told: [told('refused', 1_000)], history: [event('accepted', 1_001), event('succeeded', 1_008)] },
  ],
  ['told wrong', 'declined, and charged within that very press', { told: [told('declined', 1_000)] }],
  [
    'told wrong',
    'refused, and charged a minute later by nobody’s press',
    { told: [told('refused', 1_000)], charges: [charge({ createdAt: 61_000 })] },
  ],
  [
    'told wrong',
    'an earlier press that was over excuses nothing',
    { told: [told('no answer', 100), told('refused', 1_000)], charges: [charge({ createdAt: 1_500 })] },
  ],
  [
    'told wrong',
    'cancelled, and charged later',
    { told: [told('cancelled', 900, 'change')], charges: [charge({ createdAt: 5_000 })] },
  ],
  [
    'another amount',
    'the order says neither of two carts',
    { wishes: [{ ...wish, otherCents: 5_800 }], orders: order('paid', 777), charges: [charge({ cents: 777 })] },
  ],
  ['charged in the end', 'declined in the end', { orders: order('declined'), history: [] }],
  ['charged in the end', 'paid, and not charged', { charges: [] }],
  ['charged in the end', 'refused, and charged', { told: [told('refused', 900)], orders: [], history: [] }],
  ['another amount', 'told of another total than was charged', { told: [{ ...told('paid', 1_000), cents: 2_901 }] }],
  [
    'told wrong',
    'declined while it was charged, and given back long after',
    {
      told: [told('declined', 2_000)],
      orders: order('refunded'),
      history: [event('accepted', 1_001), event('succeeded', 1_008), event('refunded', 9_000)],
      charges: [charge({ refundedAt: 9_000 })],
    },
  ],
  ...(
    [
      ['and nobody named it', 0, 'queued', 'paid'],
      ['and called paid', 1, 'paid', 'paid'],
      ['and still told of in the end', 1, 'queued', undefined],
    ] as const
  ).map(([how, conflicts, other, then]): [Claim, string, Partial<Books>] => [
    'another amount',
    `another cart under the same id, ${how}`,
    {
      wishes: [{ ...wish, otherCents: 5_800 }],
      told: [
        { ...told(other, 900), cents: 5_800 },
        ...(then === undefined ? [] : [{ ...told(then, 1_000, 'look'), cents: 2_900 }]),
      ],
      orders: [{ id, state: 'paid', cents: 2_900, conflicts }],
    },
  ]),
  ['not final', 'still confirming', { orders: order('confirming') }],
  ['without the buyer', 'saved, and charged by itself', { told: [told('needs_buyer', 900)] }],
  [
    'without the buyer',
    'an earlier press is not the buyer coming back',
    { told: [told('no answer', 500), told('needs_buyer', 900)] },
  ],
  ['charged in the end', 'refunded, and the money was not given back', { orders: order('refunded'), history: [] }],
  ['charged in the end', 'refunded, and never charged', { orders: order('refunded'), history: [], charges: [] }],
  ['declined again', 'declined, and called paid', { charges: [charge(), { ...declined }] }],
  ['settled twice', 'succeeded, then pending', { history: [event('succeeded', 1_008), event('pending', 1_500)] }],
  [
    'settled twice',
    'certainly not charged, after it was booked',
    { history: [event('pending', 1_100), event('succeeded', 1_500)] },
  ],
])('found: %s: %s', (claim, _, books) => {
  expect(check({ ...sound, ...books }).map((one) => one.claim)).toContain(claim);
});

test('the same seed is the same schedule, and another seed another', () => {
  expect(scheduleOf(7)).toEqual(scheduleOf(7));
  expect(scheduleOf(7)).not.toEqual(scheduleOf(8));
});

test('every kind of fault, every crash point and every part has its turn', () => {
  const schedules = Array.from({ length: 60 }, (_, seed) => scheduleOf(seed));
  const drawn = schedules.flatMap(({ services, stores, operator }) => [...services, ...stores, ...operator]);
  const words = drawn.map(inWords).join('\n');
  for (const point of Object.keys(crashPoints)) expect(words).toContain(`crash ${point}`);
  for (const what of [
    'kill postgres',
    'kill redis',
    'kill payment',
    'kill gateway',
    'kill bank',
    'freeze',
    'stand still',
    'lossy',
    'refuse',
    'hang',
    'slow',
    'redis full',
    'disk full',
    'disk gone',
    'clock payment 25',
    'clock gateway 1440',
    'clock payment 1440',
    'bank clock 0',
    'bank clock 60000',
    'bank clock 90000000',
    'operator refund',
    'operator give-up',
    'operator redrive',
  ])
    expect(words).toContain(what);
  expect(new Set(schedules.map(({ bankClockMs }) => bankClockMs))).toEqual(new Set([0, -700, 60_000, 90_000_000]));
  expect(Object.keys(lanes)).toEqual(['services', 'stores', 'operator']);
});

test('chance is fair enough, and makes UUIDs', () => {
  const by = chance(1);
  const draws = Array.from({ length: 10_000 }, () => by.between(1, 4));
  for (const side of [1, 2, 3, 4]) expect(draws.filter((one) => one === side).length).toBeGreaterThan(2_000);
  expect(by.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});
