// The rungs below payment: what a buyer is told on each, and how it climbs back by itself. With a real Redis and a real disk.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkoutAnswer } from '@evenkeel/contracts';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { Redis } from 'ioredis';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { fakePayment } from './fake-payment.ts';
import { hang, json, notFound } from './fake-service.ts';
import { fakeShop } from './fake-shop.ts';

/** A database of its own: the names of the stream are fixed. */
const redisUrl = new URL(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379');
redisUrl.pathname = '/6';
const redis = new Redis(redisUrl.href);
beforeEach(async () => void (await redis.flushdb()));
afterAll(async () => {
  await redis.flushdb();
  redis.disconnect();
});

const visitor = randomUUID() as string;
const purchase = () => ({
  id: randomUUID() as string,
  items: [{ slug: 'mouse', quantity: 2 }],
  agreed: { cents: 5_800, currency: 'USD' },
  card: { token: 'card_approved', lastFour: '4242' },
});
const dead = 'redis://127.0.0.1:1/0';

async function trial({ redisAt = redisUrl.href, folder = scratch() }: { redisAt?: string; folder?: string } = {}) {
  const shop = await fakeShop({ REDIS_URL: redisAt, JOURNAL_DIR: folder, BREAKER_OPEN_MS: 300 });
  const payment = fakePayment();
  shop.payment.behave = payment.behave;
  const send = async (order: object) => {
    const { status, body } = await shop.get('/checkout', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-visitor-id': visitor },
      body: JSON.stringify(order),
    });
    return { status, ...checkoutAnswer.parse(body) };
  };
  if (redisAt !== dead) await eventually(async () => expect(await redisIsUp(shop)).toBe(true));
  return {
    shop,
    payment,
    folder,
    buy: send,
    order: async (id: string, owner = visitor) => {
      const { status, body } = await shop.get(`/orders/${id}`, { headers: { 'x-visitor-id': owner } });
      return { status, section: body.sections?.order };
    },
    outbox: async () =>
      (await shop.get('/operator/outbox', { headers: { authorization: 'Bearer a token of the test' } }))
        .body as unknown,
  };
}
type Trial = Awaited<ReturnType<typeof trial>>;

const redisIsUp = async (shop: Trial['shop']) => {
  const { body } = await shop.get('/operator/outbox', { headers: { authorization: 'Bearer a token of the test' } });
  return (body as unknown as { stream: unknown }).stream !== null;
};
function scratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'ladder-'));
  onTestFinished(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
/** Nobody accepts a connection: certainly not sent. */
const refuseConnections = ({ shop }: Trial) => shop.payment.close();
/** It says itself that nothing was kept. */
const withoutItsDatabase = ({ shop }: Trial) => {
  shop.payment.behave = json({ title: 'Service Unavailable', status: 503, kept: false }, 503);
};
/** A folder that is a file: no disk takes anything. */
const withoutDisk = () => {
  const file = path.join(scratch(), 'file');
  writeFileSync(file, '');
  return path.join(file, 'journal');
};

test.each([
  ['payment is dead', refuseConnections],
  ['its database is dead', withoutItsDatabase],
])('rung 3: when %s, the order waits in Redis with its card, and nothing was charged yet', async (_, breaks) => {
  const its = await trial();
  breaks(its);
  const wanted = purchase();
  expect(await its.buy(wanted)).toMatchObject({
    status: 201,
    outcome: 'order',
    order: { id: wanted.id, state: 'queued', lastFour: '4242', total: wanted.agreed },
  });
  expect(await its.outbox()).toEqual({ stream: { waiting: 1, refused: 0 }, journal: { waiting: 0, refused: 0 } });
  expect((await its.order(wanted.id)).section).toMatchObject({ data: { state: 'queued' } });
});

test.each([
  ['says nothing', hang],
  ['breaks off', (_req: unknown, res: { destroy(): void }) => res.destroy()],
  ['says 500', json({}, 500)],
] as const)(
  'rung 3: when payment %s, it may have charged: nobody says that it has not',
  async (_, behaviour) => {
    const its = await trial();
    its.shop.payment.behave = behaviour as typeof hang;
    const wanted = purchase();
    expect(await its.buy(wanted)).toMatchObject({ status: 201, order: { id: wanted.id, state: 'confirming' } });
  },
  15_000,
);

test('what another gateway was handing over when it died may be charged: here nobody says that it is not', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  expect(await its.buy(wanted)).toMatchObject({ order: { state: 'queued' } });
  // As the other gateway has left it: noted, and never acknowledged.
  await redis.hincrby(`gateway:order:${wanted.id}`, 'handing', 1);
  refuseConnections(its);
  expect((await its.order(wanted.id)).section).toMatchObject({ data: { state: 'confirming' } });
  expect(await its.buy(wanted)).toMatchObject({ order: { state: 'confirming' } });
});

test('what was kept is handed over with the moment at which it was taken', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  await its.buy(wanted);
  const createdAt = (await its.order(wanted.id)).section?.data?.createdAt;
  expect(createdAt).toBeTypeOf('string');
  its.shop.payment.behave = its.payment.behave;
  await eventually(() => expect(its.payment.handedOver).toMatchObject([{ id: wanted.id, takenAt: createdAt }]));
});

test('while payment refuses, what waits stays certainly not charged, however often it is handed over', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  await its.buy(wanted);
  const handed = () => its.shop.payment.asked.filter((path) => path === '/orders/queued').length;
  await eventually(() => expect(handed()).toBeGreaterThanOrEqual(2), 20_000);
  expect((await its.order(wanted.id)).section).toMatchObject({ data: { state: 'queued' } });
}, 30_000);

test('back again, payment is handed what waits, once, to be charged later', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  await its.buy(wanted);
  await its.buy(wanted);
  its.shop.payment.behave = its.payment.behave;
  await eventually(
    async () =>
      expect(await its.outbox()).toEqual({ stream: { waiting: 0, refused: 0 }, journal: { waiting: 0, refused: 0 } }),
    20_000,
  );
  expect(its.payment.handedOver).toMatchObject([{ path: '/orders/queued', id: wanted.id }]);
  expect((await its.order(wanted.id)).section).toMatchObject({ state: 'live', data: { state: 'queued' } });
}, 30_000);

test('rung 4: without Redis, too, it is saved without a card, and the buyer is told that nothing was charged', async () => {
  const its = await trial({ redisAt: dead });
  refuseConnections(its);
  const wanted = purchase();
  expect(await its.buy(wanted)).toMatchObject({
    status: 201,
    order: { id: wanted.id, state: 'needs_buyer', lastFour: null },
  });
  const [file = ''] = readdirSync(path.join(its.folder, 'orders'));
  expect(file).toContain(wanted.id);
  expect(await its.outbox()).toEqual({ stream: null, journal: { waiting: 1, refused: 0 } });
  expect((await its.order(wanted.id)).section).toMatchObject({ data: { state: 'needs_buyer' } });
});

test('rung 4: what is saved there is handed over as needing its buyer, never to be charged by itself', async () => {
  const its = await trial({ redisAt: dead });
  withoutItsDatabase(its);
  const wanted = purchase();
  await its.buy(wanted);
  its.shop.payment.behave = its.payment.behave;
  await eventually(
    async () => expect(await its.outbox()).toEqual({ stream: null, journal: { waiting: 0, refused: 0 } }),
    20_000,
  );
  expect(its.payment.handedOver).toMatchObject([{ path: '/orders/saved', id: wanted.id }]);
}, 30_000);

test('rung 4: it outlives the gateway, and another one hands it over', async () => {
  const its = await trial({ redisAt: dead });
  refuseConnections(its);
  const wanted = purchase();
  await its.buy(wanted);
  const heir = await trial({ redisAt: dead, folder: its.folder });
  await eventually(
    () => expect(heir.payment.handedOver).toMatchObject([{ path: '/orders/saved', id: wanted.id }]),
    20_000,
  );
  expect((await heir.order(wanted.id)).section).toMatchObject({ data: { state: 'needs_buyer' } });
}, 30_000);

test('rung 5: when nothing takes it, the order is refused, and nothing was charged', async () => {
  const its = await trial({ redisAt: dead, folder: withoutDisk() });
  // Without a disk nobody knows whether it was tried before: then "nothing was charged" is not said.
  refuseConnections(its);
  expect(await its.buy(purchase())).toEqual({ status: 504, outcome: 'unsure' });
});

test('rung 5: with a disk that is full of orders already, it is refused for certain', async () => {
  const its = await trial({ redisAt: dead });
  const orders = path.join(its.folder, 'orders');
  refuseConnections(its);
  await its.buy(purchase());
  for (let count = 0; count < 5_000; count += 1) writeFileSync(path.join(orders, `${count}.json`), '');
  expect(await its.buy(purchase())).toEqual({ status: 503, outcome: 'refused' });
});

test('tried once before, nothing is certain: payment may have charged it, and its answer got lost', async () => {
  const its = await trial({ redisAt: dead });
  const wanted = purchase();
  its.shop.payment.behave = (_req, res) => res.destroy();
  expect(await its.buy(wanted)).toMatchObject({ order: { state: 'confirming' } });
  const later = await trial({ redisAt: dead, folder: its.folder });
  refuseConnections(later);
  const other = {
    ...purchase(),
    id: wanted.id,
    items: [{ slug: 'mouse', quantity: 3 }],
    agreed: { cents: 8_700, currency: 'USD' },
  };
  expect(await later.buy(other)).toMatchObject({
    status: 200,
    order: { state: 'confirming', total: { cents: 5_800 } },
  });
}, 15_000);

test('queued in Redis, and submitted again while Redis is away, it is not told that nothing will be charged', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  expect(await its.buy(wanted)).toMatchObject({ order: { state: 'queued' } });
  const later = await trial({ redisAt: dead, folder: its.folder });
  withoutItsDatabase(later);
  expect(await later.buy(wanted)).toMatchObject({ order: { state: 'confirming' } });
});

test('a Redis that says that it is full did not take it: the journal does, and that is certain', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  await redis.config('SET', 'maxmemory', '1');
  try {
    expect(await its.buy(purchase())).toMatchObject({ order: { state: 'needs_buyer' } });
  } finally {
    await redis.config('SET', 'maxmemory', String(64 * 1024 * 1024));
  }
});

test('a Redis that is full of orders drains when payment is back: nothing else makes room there', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = [purchase(), purchase(), purchase()];
  for (const one of wanted) expect(await its.buy(one)).toMatchObject({ order: { state: 'queued' } });
  // It is read already, by a gateway that cannot hand it over.
  await eventually(async () => expect(await redis.xinfo('GROUPS', 'gateway:orders')).toHaveLength(1));
  await redis.config('SET', 'maxmemory', '1');
  try {
    its.shop.payment.behave = its.payment.behave;
    await eventually(() => expect(its.payment.handedOver).toHaveLength(3), 20_000);
    await eventually(async () => expect(await its.outbox()).toMatchObject({ stream: { waiting: 0 } }), 20_000);
  } finally {
    await redis.config('SET', 'maxmemory', String(64 * 1024 * 1024));
  }
}, 60_000);

test('kept with nobody knowing whether payment has it, and Redis away while payment is well: it is no 404', async () => {
  const its = await trial();
  its.shop.payment.behave = (_req, res) => res.destroy();
  const wanted = purchase();
  expect(await its.buy(wanted)).toMatchObject({ order: { state: 'confirming' } });
  const later = await trial({ redisAt: dead, folder: its.folder });
  expect((await later.order(wanted.id)).status).toBe(503);
});

test('saved without its card, then pressed again and queued with it: it is the one with its card that goes to payment first', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  await redis.config('SET', 'maxmemory', '1');
  try {
    expect(await its.buy(wanted)).toMatchObject({ order: { state: 'needs_buyer' } });
  } finally {
    await redis.config('SET', 'maxmemory', String(64 * 1024 * 1024));
  }
  await eventually(async () => expect(await its.buy(wanted)).toMatchObject({ order: { state: 'queued' } }));
  its.shop.payment.behave = its.payment.behave;
  await eventually(
    () => expect(its.payment.handedOver.map((one) => one.path)).toEqual(['/orders/queued', '/orders/saved']),
    20_000,
  );
}, 60_000);

test('pressed twice, and payment has taken one of the two: what the other one left does not say that nothing was charged', async () => {
  const its = await trial({ redisAt: dead });
  const wanted = purchase();
  withoutItsDatabase(its);
  expect(await its.buy(wanted)).toMatchObject({ order: { state: 'needs_buyer' } });
  its.shop.payment.behave = (_req, res) => res.destroy(); // Charged, and the answer lost.
  await its.buy(wanted);
  const { status, section } = await its.order(wanted.id);
  expect([status, section?.data?.state]).toEqual([200, 'confirming']);
});

test('queued in Redis, and Redis away while payment is well: its page is not a 404', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  expect(await its.buy(wanted)).toMatchObject({ order: { state: 'queued' } });
  const later = await trial({ redisAt: dead, folder: its.folder });
  expect((await later.order(wanted.id)).status).toBe(503);
  expect((await later.order(randomUUID())).status).toBe(404);
});

test('and to cancel it changes nothing, which is said, instead of "there is no such order"', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  await its.buy(wanted);
  const cancel = async ({ shop }: Trial, id: string) => {
    const { status, body } = await shop.get(`/orders/${id}/cancel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-visitor-id': visitor },
      body: '{}',
    });
    return { status, outcome: (body as unknown as { outcome?: string }).outcome };
  };
  const later = await trial({ redisAt: dead, folder: its.folder });
  expect(await cancel(later, wanted.id)).toEqual({ status: 503, outcome: 'refused' });
  expect(await cancel(later, randomUUID())).toMatchObject({ status: 404 });
  // Payment is back, and Redis tells that the order is still on its way there.
  its.shop.payment.behave = notFound;
  expect(await cancel(its, wanted.id)).toEqual({ status: 503, outcome: 'refused' });
});

test.each([
  ['in Redis', redisUrl.href],
  ['in the journal', dead],
])(
  'the first of two carts under one id is handed over first, %s, however many go at a time',
  async (_, redisAt) => {
    const its = await trial({ redisAt });
    withoutItsDatabase(its);
    const pairs = Array.from({ length: 6 }, () => {
      const first = purchase();
      return {
        first,
        other: { ...first, items: [{ slug: 'mouse', quantity: 1 }], agreed: { cents: 2_900, currency: 'USD' } },
      };
    });
    for (const { first, other } of pairs) {
      expect(await its.buy(first)).toMatchObject({ order: { total: first.agreed } });
      for (let again = 0; again < 3; again += 1)
        expect(await its.buy(other)).toMatchObject({ order: { total: first.agreed } });
    }
    const waiting = (await its.outbox()) as { stream: { waiting: number } | null; journal: { waiting: number } };
    expect((waiting.stream ?? waiting.journal).waiting).toBe(12); // The other cart once, however often it came.
    const handed: number[] = [];
    its.shop.payment.behave = async (req, res) => {
      // Those that come second are fast, those that come first are slow: a race that the first would lose.
      if (req.method === 'POST') await new Promise((go) => setTimeout(go, handed.length % 2 === 0 ? 30 : 0));
      handed.push(0);
      return its.payment.behave(req, res);
    };
    await eventually(async () => {
      const { stream, journal } = (await its.outbox()) as typeof waiting;
      expect([stream?.waiting ?? 0, journal.waiting]).toEqual([0, 0]);
    }, 30_000);
    for (const { first } of pairs)
      await eventually(async () =>
        expect((await its.order(first.id)).section).toMatchObject({ state: 'live', data: { total: first.agreed } }),
      );
  },
  60_000,
);

test.each([
  ['in Redis', redisUrl.href],
  ['in the journal', dead],
])('a cart that waits %s is not overtaken by another one under its id that payment would take', async (_, redisAt) => {
  const its = await trial({ redisAt });
  const first = purchase();
  const other = { ...first, items: [{ slug: 'mouse', quantity: 1 }], agreed: { cents: 2_900, currency: 'USD' } };
  // Nothing is handed over before both have come.
  let isHeld = true;
  const held: typeof its.shop.payment.behave = (req, res) =>
    isHeld && /^.orders.(queued|saved)$/.test(req.url ?? '')
      ? json({ kept: false }, 503)(req, res)
      : its.payment.behave(req, res);
  withoutItsDatabase(its);
  expect(await its.buy(first)).toMatchObject({ order: { total: first.agreed, conflict: false } });
  its.shop.payment.behave = held;
  expect(await its.buy(other)).toMatchObject({ status: 200, order: { total: first.agreed, conflict: true } });
  expect(its.payment.taken).toEqual([]);
  isHeld = false;
  await eventually(() => expect(its.payment.handedOver.map(({ id }) => id)).toEqual([first.id, first.id]));
  await eventually(async () =>
    expect((await its.order(first.id)).section).toMatchObject({ state: 'live', data: { total: first.agreed } }),
  );
});

test('an id is the same in capital letters', async () => {
  const its = await trial();
  const wanted = purchase();
  await its.buy({ ...wanted, id: wanted.id.toUpperCase() });
  expect(its.payment.taken.map(({ id }) => id)).toEqual([wanted.id]);
  expect((await its.order(wanted.id.toUpperCase(), visitor.toUpperCase())).section).toMatchObject({
    data: { id: wanted.id },
  });
});

test('an order at which payment fails again and again blocks nobody', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const [bad, good] = [purchase(), purchase()];
  await its.buy(bad);
  await its.buy(good);
  its.shop.payment.behave = (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (Buffer.concat(chunks).includes(bad.id)) return json({}, 500)(req, res);
      its.payment.handedOver.push({ path: req.url ?? '', id: good.id });
      return json({}, 201)(req, res);
    });
  };
  await eventually(() => expect(its.payment.handedOver.map(({ id }) => id)).toContain(good.id), 10_000);
  await eventually(
    async () =>
      expect(await its.outbox()).toEqual({ stream: { waiting: 0, refused: 1 }, journal: { waiting: 0, refused: 0 } }),
    25_000,
  );
}, 45_000);

test('what a stranger sends under an id that waits here is a 404, and shows nothing', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  await its.buy(wanted);
  const { status, body } = await its.shop.get('/checkout', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-visitor-id': randomUUID() },
    body: JSON.stringify(wanted),
  });
  expect([status, JSON.stringify(body)]).toEqual([404, expect.not.stringContaining('mouse')]);
  expect(await its.outbox()).toMatchObject({ stream: { waiting: 1 } });
});

test('another card whose answer got lost, and then another while payment is away: nobody says that nothing was charged', async () => {
  const its = await trial();
  its.payment.state = 'declined';
  const wanted = purchase();
  await its.buy(wanted);
  const card = async () => {
    const { body } = await its.shop.get(`/orders/${wanted.id}/attempts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-visitor-id': visitor },
      body: JSON.stringify({ card: wanted.card }),
    });
    return checkoutAnswer.parse(body).outcome;
  };
  expect(await card()).toBe('order');
  withoutItsDatabase(its);
  expect(await card()).toBe('refused');
  its.shop.payment.behave = (_req, res) => res.destroy();
  expect(await card()).toBe('unsure');
  withoutItsDatabase(its);
  expect(await card()).toBe('unsure');
});

test('what waits is shown to its owner, and to nobody else', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = purchase();
  await its.buy(wanted);
  expect((await its.order(wanted.id)).status).toBe(200);
  expect([404, 503]).toContain((await its.order(wanted.id, randomUUID())).status);
});

test('an id that belongs to somebody else’s order is a 404, and nothing is kept', async () => {
  const its = await trial();
  its.shop.payment.behave = json({ type: 'about:blank', title: 'Not Found', status: 404 }, 404);
  const { status } = await its.shop.get('/checkout', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-visitor-id': visitor },
    body: JSON.stringify(purchase()),
  });
  expect(status).toBe(404);
  expect(await its.outbox()).toEqual({ stream: { waiting: 0, refused: 0 }, journal: { waiting: 0, refused: 0 } });
});

test.each([
  ['in Redis', redisUrl.href, 'stream'],
  ['in the journal', dead, 'journal'],
] as const)(
  'what was put aside %s is seen by its buyer, no other cart overtakes it, and both are handed over when the operator brings them back',
  async (_, redisAt, where) => {
    const its = await trial({ redisAt });
    its.shop.payment.behave = (req, res) => json({}, req.method === 'GET' ? 404 : 500)(req, res);
    const isAside = (count: number) =>
      eventually(
        async () => expect(await its.outbox()).toMatchObject({ [where]: { waiting: 0, refused: count } }),
        20_000,
      );
    const wanted = purchase();
    await its.buy(wanted);
    await isAside(1);
    const other = { ...wanted, items: [{ slug: 'mouse', quantity: 1 }], agreed: { cents: 2_900, currency: 'USD' } };
    const seen = { id: wanted.id, state: 'confirming', total: wanted.agreed };
    expect((await its.order(wanted.id)).section).toMatchObject({ data: { ...seen, conflict: false } });
    its.shop.payment.behave = its.payment.behave;
    expect(await its.buy(other)).toMatchObject({ order: { ...seen, conflict: true } });
    await isAside(2);
    expect((await its.order(wanted.id)).section).toMatchObject({ data: { ...seen, conflict: true } });
    expect([its.payment.taken, its.payment.handedOver]).toEqual([[], []]);
    const headers = { authorization: 'Bearer a token of the test' };
    await its.shop.get('/operator/outbox/again', { method: 'POST', headers });
    await eventually(() => expect(its.payment.handedOver).toHaveLength(2), 20_000);
    await eventually(async () =>
      expect((await its.order(wanted.id)).section).toMatchObject({ state: 'live', data: { total: wanted.agreed } }),
    );
  },
  60_000,
);

test('what payment will never take is put aside and blocks nobody', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const [bad, good] = [purchase(), purchase()];
  await its.buy(bad);
  await its.buy(good);
  its.shop.payment.behave = (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (Buffer.concat(chunks).includes(bad.id)) return json({ title: 'Bad Request', status: 400 }, 400)(req, res);
      its.payment.handedOver.push({ path: req.url ?? '', id: good.id });
      return json({}, 201)(req, res);
    });
  };
  await eventually(
    async () =>
      expect(await its.outbox()).toEqual({ stream: { waiting: 0, refused: 1 }, journal: { waiting: 0, refused: 0 } }),
    20_000,
  );
  expect(its.payment.handedOver.map(({ id }) => id)).toContain(good.id);
}, 30_000);

test('a press whose answer is still out, and another when the total is another one: nobody says that nothing was charged', async () => {
  const its = await trial();
  const wanted = purchase();
  let arrives: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrives = resolve;
  });
  // Payment has not come to the first press yet: it knows of no such order.
  its.shop.payment.behave = (req, res) => (req.method === 'POST' ? arrives() : notFound(req, res));
  const first = its.buy(wanted);
  await arrived;
  const agreed = { cents: 1, currency: 'USD' };
  expect(await its.buy({ ...wanted, agreed })).toMatchObject({ status: 504, outcome: 'unsure' });
  expect(await its.buy({ ...purchase(), agreed })).toMatchObject({ outcome: 'total-changed' });
  await first;
}, 15_000);

test('a hundred wait: they go one after the other, without a pause between the looks', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = Array.from({ length: 100 }, purchase);
  for (const one of wanted) await its.buy(one);
  const looks = { from: 0, to: 0 };
  its.shop.payment.behave = (req, res) => {
    looks.from ||= performance.now();
    looks.to = performance.now();
    return its.payment.behave(req, res);
  };
  await eventually(
    async () =>
      expect(await its.outbox()).toEqual({ stream: { waiting: 0, refused: 0 }, journal: { waiting: 0, refused: 0 } }),
    30_000,
  );
  expect(new Set(its.payment.handedOver.map(({ id }) => id))).toEqual(new Set(wanted.map(({ id }) => id)));
  // Sixteen at a look: with a second between two looks it would be six seconds at least.
  expect(looks.to - looks.from).toBeLessThan(5_000);
}, 60_000);

test('twenty wait, half in each place: all are handed over', async () => {
  const its = await trial();
  withoutItsDatabase(its);
  const wanted = Array.from({ length: 20 }, purchase);
  for (const one of wanted.slice(0, 10)) await its.buy(one);
  const without = await trial({ redisAt: dead, folder: its.folder });
  withoutItsDatabase(without);
  for (const one of wanted.slice(10)) await without.buy(one);
  its.shop.payment.behave = its.payment.behave;
  await eventually(
    async () =>
      expect(await its.outbox()).toEqual({ stream: { waiting: 0, refused: 0 }, journal: { waiting: 0, refused: 0 } }),
    30_000,
  );
  expect(new Set(its.payment.handedOver.map(({ id }) => id))).toEqual(new Set(wanted.map(({ id }) => id)));
}, 60_000);
