// The checker of the torture, with books that are made up: each claim that is broken in them is found, and sound books break none.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Told, Wish } from '../src/torture/buyers.ts';
import { type Books, type Claim, check } from '../src/torture/checker.ts';
import { crashPoints, type Fault, inWords, lanes } from '../src/torture/faults.ts';
import type { InEffect } from '../src/torture/in-effect.ts';
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

/** Both carts of one checkout, as their buyer was told: the first at 900, the second from 1,000 to 1,010, and at last what its page says. */
const [first, second] = [2_900, 5_800] as const;
const twoCarts = (
  counts: number,
  faults: readonly InEffect[],
  more: { readonly answer?: Partial<Told>; readonly last?: Partial<Told>; readonly conflicts?: number } = {},
): Partial<Books> => ({
  wishes: [{ ...wish, cents: first, otherCents: second }],
  told: [
    { ...told('queued', 900), sent: first, cents: first, conflict: false },
    { ...told('queued', 1_000), sent: second, cents: second, conflict: false, ...more.answer },
    { ...told('paid', 9_000, 'look'), cents: counts, conflict: true, ...more.last },
  ],
  orders: [{ id, state: 'paid', cents: counts, conflicts: more.conflicts ?? 1 }],
  history: [],
  charges: [charge({ cents: counts, createdAt: 8_000 })],
  faults,
});
const inEffect = (fault: Fault, from: number, to: number): InEffect => ({ fault, from, to });
const kill = (part: 'redis' | 'gateway' | 'payment' | 'bank' | 'postgres') =>
  ({ kind: 'kill', part, forMs: 1 }) as const;
const noAnswers = { kind: 'payment', trouble: 'slow', forMs: 1 } as const;
/** Accepted at 900, and nowhere to be seen at 5,000. */
const unknown = (faults: readonly InEffect[]): Partial<Books> => ({
  told: [told('queued', 900), told('no such order', 5_000, 'look'), told('paid', 9_000, 'look')],
  charges: [charge({ createdAt: 8_000 })],
  history: [],
  faults,
});
const diskGone = { kind: 'disk gone', forMs: 1 } as const;

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
  ...(
    [
      [kill('redis'), 1_000, 1_005],
      [{ kind: 'freeze', part: 'redis', forMs: 1 }, 500, 9_000],
      [{ kind: 'disk full', forMs: 1 }, 500, 1_001],
      [diskGone, 1_009, 2_000],
      [{ kind: 'crash', point: 'outbox.before-ack', forMs: 1 }, 900, 1_100],
      [kill('redis'), -2_500, -1_900],
    ] as const
  ).map(([fault, from, to]): [string, Partial<Books>] => [
    `the second cart counts, as nobody could know of the first when it was taken: ${inWords(fault)}, ${from} to ${to}`,
    twoCarts(second, [inEffect(fault, from, to)]),
  ]),
  ...([kill('payment'), kill('postgres'), noAnswers, kill('redis')] as const).map((fault): [string, Partial<Books>] => [
    `the second cart was kept while payment did not say that it has the first: ${inWords(fault)}`,
    twoCarts(first, [inEffect(fault, 900, 1_100)]),
  ]),
  [
    'a second cart, of which its buyer reads that the first counts',
    twoCarts(first, [], { answer: { cents: first, conflict: true } }),
  ],
  [
    'a second cart that nobody could name, since payment was away',
    twoCarts(first, [inEffect(kill('payment'), 900, 1_100)], {
      answer: { cents: first },
      last: { conflict: false },
      conflicts: 0,
    }),
  ],
  ['no such order, before it was accepted', { told: [told('no such order', 500, 'look'), told('paid', 1_000)] }],
  [
    'no such order, when one that was refused is looked at',
    {
      told: [told('refused', 500), told('no such order', 1_000, 'look')],
      orders: [],
      history: [],
      charges: [],
    },
  ],
  [
    'no such order, with Redis away, and pressed while nothing could be noted',
    unknown([inEffect(diskGone, 800, 950), inEffect(kill('redis'), 4_000, 5_005)]),
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
      ['and nobody named it to the operator', { conflicts: 0 }],
      ['and its buyer does not read so in the end', { last: { conflict: false } }],
      ['and it was called paid', { answer: { what: 'paid' } }],
      ['and it is still told of in the end', { last: { cents: second } }],
    ] as const
  ).map(([how, more]): [Claim, string, Partial<Books>] => [
    'another amount',
    `a second cart was kept while Redis was away, ${how}`,
    twoCarts(first, [inEffect(kill('redis'), 900, 1_100)], more),
  ]),
  ...(
    [
      ['nothing was away', []],
      ['it was payment that was away, which had nothing', [inEffect(kill('payment'), 900, 1_100)]],
      ['its database', [inEffect(kill('postgres'), 900, 1_100)]],
      ['its wires', [inEffect(noAnswers, 900, 1_100)]],
      ['the bank', [inEffect(kill('bank'), 900, 1_100)]],
      ['Redis was full, and could be read', [inEffect({ kind: 'redis full', forMs: 1 }, 900, 1_100)]],
      ['a clock leapt', [inEffect({ kind: 'clock', part: 'gateway', byHours: 25, forMs: 1 }, 900, 1_100)]],
      ['Redis was away, and back long before', [inEffect(kill('redis'), -5_000, -2_100)]],
      ['Redis was away only after it', [inEffect(kill('redis'), 1_011, 8_000)]],
    ] as const
  ).map(([how, faults]): [Claim, string, Partial<Books>] => [
    'another amount',
    `the second cart overtook the first: ${how}`,
    twoCarts(second, faults),
  ]),
  ['another amount', 'the second cart was kept beside the first, and nothing was away', twoCarts(first, [])],
  [
    'another amount',
    'the second cart was kept while the bank was away, which knows of no cart',
    twoCarts(first, [inEffect(kill('bank'), 900, 1_100)]),
  ],
  [
    'second cart',
    'its buyer is told of the first, and not that there was another',
    twoCarts(first, [], { answer: { cents: first } }),
  ],
  [
    'second cart',
    'the operator does not hear of it',
    twoCarts(first, [], { answer: { cents: first, conflict: true }, conflicts: 0 }),
  ],
  ...(
    [
      ['nothing was away', []],
      ['Redis was away, but the tries were noted', [inEffect(kill('redis'), 4_000, 5_005)]],
      ['nothing could be noted, but Redis can be asked', [inEffect(diskGone, 800, 950)]],
      [
        'nothing could be noted long before',
        [inEffect(diskGone, -9_000, -8_000), inEffect(kill('redis'), 4_000, 5_005)],
      ],
      ['payment was away', [inEffect(kill('payment'), 800, 6_000)]],
    ] as const
  ).map(([how, faults]): [Claim, string, Partial<Books>] => [
    'unknown',
    `no such order, after it was accepted: ${how}`,
    unknown(faults),
  ]),
  [
    'unknown',
    'no such order, when it is to be cancelled',
    { told: [told('paid', 1_000), told('no such order', 5_000, 'change')] },
  ],
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
