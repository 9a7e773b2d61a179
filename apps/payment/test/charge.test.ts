// What is asked of the bank, and when nothing may be: by rule, with a bank and a database of the test's making.
import { expect, test } from 'vitest';
import type { BankAnswer, BankClient } from '../src/bank/client.ts';
import type { Claim, Settlement } from '../src/orders/order.ts';
import type { Orders } from '../src/orders/orders.ts';
import { charging } from '../src/work/charge.ts';

const day = 86_400_000;
const now = 1_700_000_000_000;
const approved: BankAnswer = { kind: 'approved', chargeId: 'c1', cents: 105_700 };
const nothing: BankAnswer = { kind: 'not-charged', reason: 'the bank knows no such charge' };
const silent: BankAnswer = { kind: 'unknown', reason: 'no answer' };

const fresh: Claim = {
  id: 'a1',
  orderId: 'o1',
  card: 'card_approved',
  cents: 105_700,
  currency: 'USD',
  tries: 1,
  fence: '1',
  maybeSent: false,
  ages: { wantedMs: 1_000, sentMs: null, bookableMs: null, claimedAt: 0 },
  unwanted: false,
};
/** It was sent half a minute ago, and nothing was heard of it. */
const sent: Claim = {
  ...fresh,
  tries: 2,
  maybeSent: true,
  ages: { wantedMs: 31_000, sentMs: 30_000, bookableMs: -22_000, claimedAt: 0 },
};

interface Situation {
  readonly answer?: BankAnswer;
  readonly lookedUp?: BankAnswer;
  readonly openAgainInMs?: number;
  /** So long the bank thinks about a look-up, in ms. */
  readonly lookUpMs?: number;
  /** The claim is still the latest. */
  readonly isOurs?: boolean;
}

/** What is charged, looked up and written down for `claim`. */
async function charge(
  claim: Claim,
  { answer = approved, lookedUp = nothing, openAgainInMs = 0, lookUpMs = 0, isOurs = true }: Situation = {},
) {
  const charges: { key: string; expiresAt: number }[] = [];
  const settled: Settlement[] = [];
  let lookUps = 0;
  let elapsed = 0;
  const bank = {
    charge: async ({ key, expiresAt }) => {
      charges.push({ key, expiresAt: expiresAt.getTime() });
      return answer;
    },
    lookUp: async () => {
      lookUps++;
      elapsed += lookUpMs;
      return lookedUp;
    },
    openAgainInMs: () => openAgainInMs,
  } satisfies Partial<BankClient> as never as BankClient;
  const orders = {
    markSent: async (_, bookableForMs) => (isOurs ? new Date(now + bookableForMs) : undefined),
    settle: async (_, settlement) => {
      settled.push(settlement);
      return isOurs;
    },
  } satisfies Partial<Orders> as never as Orders;
  const options = {
    orders,
    bank,
    expiresAfterMs: 8_000,
    keyLifetimeMs: day,
    elapsed: () => elapsed,
    random: () => 0.5,
  };
  const came = await charging(options)(claim);
  return { came, charges, lookUps, settled: settled[0] };
}

test('what was never sent is sent, with an end', async () => {
  expect(await charge(fresh)).toEqual({
    came: 'succeeded',
    charges: [{ key: 'a1', expiresAt: now + 8_000 }],
    lookUps: 0,
    settled: { kind: 'succeeded', chargeId: 'c1' },
  });
});

test('what may have been sent is looked up first, and not sent when the bank knows it', async () => {
  const declined: BankAnswer = { kind: 'declined', chargeId: 'c1', code: 'card_declined' };
  expect(await charge(sent, { lookedUp: approved })).toMatchObject({ came: 'succeeded', charges: [] });
  expect(await charge(sent, { lookedUp: declined })).toMatchObject({ came: 'declined', charges: [] });
});

test('nothing is sent while the bank does not say what became of it', async () => {
  expect(await charge(sent, { lookedUp: silent })).toMatchObject({ came: 'unknown', charges: [] });
});

test('nothing is sent while the first request may still be booked: it is looked up after that', async () => {
  const justSent = { ...sent, ages: { wantedMs: 3_000, sentMs: 2_000, bookableMs: 6_000, claimedAt: 0 } };
  const { came, charges, settled } = await charge(justSent);
  expect([came, charges]).toEqual(['unknown', []]);
  expect(settled).toMatchObject({ pauseMs: 6_600 });
});

test('a look-up that began before the time was up proves nothing, however late its answer is', async () => {
  const booking = { ...sent, ages: { wantedMs: 8_000, sentMs: 7_900, bookableMs: 100, claimedAt: 0 } };
  expect(await charge(booking, { lookUpMs: 3_000 })).toMatchObject({ came: 'unknown', charges: [] });
  expect(await charge({ ...booking, unwanted: true }, { lookUpMs: 3_000 })).toMatchObject({ came: 'unknown' });
});

test('what the bank cannot book any more is sent again, with the same key', async () => {
  expect(await charge(sent)).toMatchObject({ came: 'succeeded', charges: [{ key: 'a1' }], lookUps: 1 });
});

test('a key that the bank may have forgotten is not used again by itself', async () => {
  const old = { ...sent, ages: { wantedMs: day + 2, sentMs: day + 1, bookableMs: -day, claimedAt: 0 } };
  expect(await charge(old)).toMatchObject({
    came: 'dead',
    charges: [],
    settled: { attention: 'key-expired' },
  });
  // What it still knows is told all the same.
  expect(await charge(old, { lookedUp: approved })).toMatchObject({ came: 'succeeded', charges: [] });
});

test('while the bank’s breaker is open it is not asked, and not for as long', async () => {
  expect(await charge(fresh, { openAgainInMs: 4_321 })).toMatchObject({
    charges: [],
    settled: { kind: 'pending', pauseMs: 4_321 },
  });
});

test('who has lost the claim sends nothing and changes nothing', async () => {
  expect(await charge(fresh, { isOurs: false })).toEqual({ came: 'lost', charges: [], lookUps: 0, settled: undefined });
});

test('silence after the sending is no failure', async () => {
  expect(await charge(fresh, { answer: silent })).toMatchObject({ came: 'unknown', settled: { reason: 'no answer' } });
});

test('a bank that asks for peace has it', async () => {
  const busy: BankAnswer = { kind: 'not-charged', reason: 'the bank is busy', pauseMs: 30_000 };
  expect(await charge(fresh, { answer: busy })).toMatchObject({ settled: { kind: 'pending', pauseMs: 30_000 } });
});

test.each<[string, BankAnswer, Claim, string]>([
  ['another amount was booked', { ...approved, cents: 99_900 }, fresh, 'mismatch'],
  ['the bank says that we are wrong', { kind: 'refused', reason: 'the bank answered 422' }, fresh, 'given-up'],
  ['nothing was understood for a day', silent, { ...fresh, ages: { ...fresh.ages, wantedMs: day + 1 } }, 'given-up'],
])('the operator has to look when %s', async (_, answer, claim, attention) => {
  expect(await charge(claim, { answer })).toMatchObject({ came: 'dead', settled: { attention } });
});
