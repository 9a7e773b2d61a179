// What the benchmark of the checkout says of made-up samples and ledgers: a goal that is missed, an order that is lost or charged twice
// is never silent.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type Charge, chargesOf, compare, type Differences } from '../src/bench/checkout/ledger.ts';
import type { Round, Sample } from '../src/bench/checkout/samples.ts';
import { tellDead, tellDifferences, tellDrains, tellHandOver, tellWell } from '../src/bench/checkout/tells.ts';
import { type Row, report } from '../src/bench/rows.ts';

const sample = (about: Partial<Sample>): Sample => ({
  order: crypto.randomUUID(),
  cents: 1_000,
  ms: 100,
  kept: 'yes',
  what: 'paid',
  ...about,
});
const round = (what: string, ms: readonly number[], seconds = 2): Round => ({
  samples: ms.map((one) => sample({ what, ms: one })),
  seconds,
});
const drain = { orders: 30, firstMs: 500, handedOverMs: 10, emptyMs: 2_000, left: 0 };
const charge = (about: Partial<Charge> = {}): Charge => ({
  id: crypto.randomUUID(),
  reference: 'nobody',
  status: 'approved',
  cents: 1_000,
  ...about,
});
const none: Differences = { missing: [], twice: [], otherAmount: [], notWanted: [] };

function told(tell: (rows: ReturnType<typeof report>) => void) {
  const printed: string[] = [];
  const rows = report(true, (line) => printed.push(line));
  tell(rows);
  const exitCode = rows.end();
  const all = (JSON.parse(printed[0] ?? '') as { rows: Row[] }).rows;
  return {
    exitCode,
    value: (id: string) => all.find((row) => row.id === id)?.value,
    missed: all.filter(({ holds }) => !holds).map(({ id }) => id),
  };
}

test('figures are of all rounds together, and the dead bank stands beside the well one', () => {
  const { exitCode, value, missed } = told((rows) => {
    const well = tellWell(rows, 'well', [round('paid', [200, 200, 220]), round('paid', [190, 200])]);
    tellDead(rows, 'dead', [round('queued', [20, 22, 44])], well);
    tellHandOver(rows, 'back', drain);
    tellDrains(rows, 'back', [drain]);
    tellDifferences(rows, 8, none);
  });
  expect(value('well: rounds')).toBe(2);
  expect(value('well: orders')).toBe(5);
  expect(value('well: orders a second')).toBe(1.25);
  expect(value('well: p99')).toBe(220);
  expect(value('well: paid at once')).toBe(100);
  expect(value('dead: p50')).toBe(22);
  expect(value('dead: p99')).toBe(44);
  expect(value('dead: p99 / bank well')).toBe(0.2);
  expect(value('dead: orders a second / bank well')).toBe(1.2);
  expect(value('back: until all are paid')).toBe(2);
  expect(value('back: drained, orders a second')).toBe(15);
  expect(value('back: the same from the first one on')).toBe(20);
  expect(value('back: handed over, orders a second')).toBe(3_000);
  expect([exitCode, missed]).toEqual([0, []]);
});

test('a dead bank that makes buyers wait half as long again, or more, is told', () => {
  const within = (ms: number) =>
    told((rows) => tellDead(rows, 'dead', [round('queued', [ms])], tellWell(rows, 'well', [round('paid', [200])])));
  expect(within(300).exitCode).toBe(0);
  expect(within(301)).toMatchObject({ exitCode: 1, missed: ['dead: p99 / bank well'] });
});

test('an order that is not queued while the bank is dead, and a request without an order, are told', () => {
  const lost = sample({ kept: 'unsure', what: 'no answer: closed', ms: 10 });
  const confirming = sample({ what: 'confirming', ms: 10 });
  const { exitCode, value, missed } = told((rows) => {
    const well = tellWell(rows, 'well', [round('paid', [200])]);
    tellDead(rows, 'dead', [{ samples: [lost, confirming, sample({ what: 'queued', ms: 10 })], seconds: 1 }], well);
  });
  expect(value('dead: orders a second')).toBe(2);
  expect(value('dead: requests without an order')).toBe(1);
  expect(value('dead: of these no answer: closed')).toBe(1);
  expect(value('dead: became confirming')).toBe(1);
  expect([exitCode, missed]).toEqual([1, ['dead: requests without an order', 'dead: queued']]);
});

test('a round in which nobody was answered meets no goal', () => {
  const nothing = { samples: [], seconds: 2 };
  const { exitCode, missed } = told((rows) => tellDead(rows, 'dead', [nothing], tellWell(rows, 'well', [nothing])));
  expect(exitCode).toBe(1);
  expect(missed).toEqual(['dead: queued', 'dead: p99 / bank well']);
});

test('orders that are still waiting at the end are told', () => {
  const { exitCode, missed, value } = told((rows) =>
    tellDrains(rows, 'back', [drain, { ...drain, emptyMs: null, left: 3 }]),
  );
  expect(value('back: left over')).toBe(3);
  expect([exitCode, missed]).toEqual([1, ['back: left over', 'back: queues not empty in time']]);
});

test('whoever is charged once for what was kept is no difference, nor is a declined try before', () => {
  const ordered = [sample({}), sample({ kept: 'unsure' }), sample({ kept: 'unsure' }), sample({ kept: 'no' })];
  const [kept, unsure] = ordered.map(({ order }) => order);
  const charges = [
    charge({ reference: kept ?? '', status: 'declined' }),
    charge({ reference: kept ?? '' }),
    charge({ reference: unsure ?? '' }),
  ];
  expect(compare(ordered, charges)).toEqual(none);
});

test('an order charged twice, never, otherwise or without a wish is found, and each is told', () => {
  const [missing, twice, dear, refused] = [sample({}), sample({}), sample({}), sample({ kept: 'no', what: 'refused' })];
  const unsureTwice = sample({ kept: 'unsure' });
  const charges = [twice, twice, unsureTwice, unsureTwice, refused].map(({ order }) => charge({ reference: order }));
  const differences = compare(
    [missing, twice, dear, refused, unsureTwice],
    [...charges, charge({ reference: dear.order, cents: 1_001 }), charge()],
  );
  expect(differences).toEqual({
    missing: [missing.order],
    twice: [twice.order, unsureTwice.order],
    otherAmount: [dear.order],
    notWanted: [refused.order, 'nobody'],
  });
  const { exitCode, missed } = told((rows) => tellDifferences(rows, 5, differences));
  expect(exitCode).toBe(1);
  expect(missed).toEqual([
    'books: kept, never charged',
    'books: charged twice',
    'books: charged with another amount',
    'books: charged, and not kept',
  ]);
});

test('the books of the bank are read to their end, page by page', async () => {
  const books = Array.from({ length: 2_300 }, () => charge());
  const server = createServer((req, res) => {
    const asked = new URL(req.url ?? '', 'http://bank.example').searchParams;
    const from = 1 + books.findIndex(({ id }) => id === asked.get('after'));
    res.end(JSON.stringify({ charges: books.slice(from, from + Number(asked.get('limit'))) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  expect(await chargesOf(`http://127.0.0.1:${port}`)).toEqual(books);
});
