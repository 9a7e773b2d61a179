// What is asked of the bank, and when nothing may be: by rule, with a bank and a database of the test's making.
import { describe, expect, test } from 'vitest';
import type { BankAnswer, BankClient, LookUpAnswer } from '../src/bank/client.ts';
import type { Claim, Settlement } from '../src/orders/order.ts';
import type { Orders } from '../src/orders/orders.ts';
import { charging } from '../src/work/charge.ts';

const day = 86_400_000;
const now = 1_700_000_000_000;
const approved = { kind: 'approved', chargeId: 'c1', cents: 105_700 } as const;
const nothing: LookUpAnswer = { kind: 'none', asOf: now };
const silent = { kind: 'unknown', reason: 'no answer' } as const;

const fresh: Claim = {
  id: 'a1',
  orderId: 'o1',
  card: 'card_approved',
  cents: 105_700,
  currency: 'USD',
  tries: 1,
  fence: '1',
  maybeSent: false,
  ages: { sentMs: null, claimedAt: 0 },
  databaseNow: now,
  expiresAt: null,
  unwanted: false,
};
/** It was sent half a minute ago, and nothing was heard of it. */
const sent: Claim = {
  ...fresh,
  tries: 2,
  maybeSent: true,
  ages: { sentMs: 30_000, claimedAt: 0 },
  expiresAt: now - 22_000,
};

interface Situation {
  readonly answer?: BankAnswer;
  readonly lookedUp?: LookUpAnswer;
  readonly openAgainInMs?: number;
  /** The claim is still the latest. */
  readonly isOurs?: boolean;
}

const usual: Required<Situation> = { answer: approved, lookedUp: nothing, openAgainInMs: 0, isOurs: true };

/** What is charged, looked up and written down for `claim`. */
async function charge(claim: Claim, situation: Situation = {}) {
  const { once, charges, settled, lookUps } = trialCharging({ ...usual, ...situation });
  const came = await once(claim);
  return { came, charges, lookUps: lookUps(), settled: settled[0] };
}

/** The same attempt again and again, with one answer after the other. */
function chargingAgain(answers: readonly BankAnswer[]) {
  const { once, charges } = trialCharging(usual, answers);
  return {
    async again() {
      const came = await once(fresh);
      return { came, expiresAt: charges.at(-1)?.expiresAt };
    },
  };
}

function trialCharging(situation: Required<Situation>, answers: readonly BankAnswer[] = []) {
  const left = [...answers];
  const charges: { key: string; expiresAt: number }[] = [];
  const settled: Settlement[] = [];
  let lookUps = 0;
  const bank = {
    charge: async ({ key, expiresAt }) => {
      charges.push({ key, expiresAt: expiresAt.getTime() });
      return left.shift() ?? situation.answer;
    },
    lookUp: async () => {
      lookUps++;
      return situation.lookedUp;
    },
    openAgainInMs: () => situation.openAgainInMs,
  } satisfies Partial<BankClient> as never as BankClient;
  const orders = {
    markSent: async (_, bookableForMs) => (situation.isOurs ? new Date(now + bookableForMs) : undefined),
    settle: async (_, settlement) => {
      settled.push(settlement);
      return situation.isOurs;
    },
  } satisfies Partial<Orders> as never as Orders;
  const options = {
    orders,
    bank,
    expiresAfterMs: 8_000,
    keyLifetimeMs: day,
    elapsed: () => 0,
    random: () => 0.5,
  };
  return { once: charging(options), charges, settled, lookUps: () => lookUps };
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
  const justSent = { ...sent, expiresAt: now + 6_000 };
  const { came, charges, settled } = await charge(justSent);
  expect([came, charges]).toEqual(['unknown', []]);
  expect(settled).toMatchObject({ pauseMs: 6_100 });
  expect(await charge({ ...justSent, unwanted: true })).toMatchObject({ came: 'unknown' });
});

test('the bank’s clock decides when nothing can be booked any more, however far it is from ours', async () => {
  // Ten seconds behind: what we take for over may still be booked.
  const behind: LookUpAnswer = { kind: 'none', asOf: now - 32_000 };
  expect(await charge(sent, { lookedUp: behind })).toMatchObject({ came: 'unknown', charges: [] });
  const atTheEnd: LookUpAnswer = { kind: 'none', asOf: now - 22_000 };
  expect(await charge(sent, { lookedUp: atTheEnd })).toMatchObject({ came: 'unknown', charges: [] });
});

describe('after the bank’s clock was set back by a day', () => {
  const aDayAhead = { ...sent, expiresAt: now + day };

  test('it is asked again under the same key, which charges once', async () => {
    expect(await charge(aDayAhead)).toMatchObject({ came: 'succeeded', charges: [{ key: 'a1' }] });
  });

  test.each<[string, Situation]>([
    ['refuses the connection', { answer: { kind: 'not-charged', reason: 'ECONNREFUSED' } }],
    ['says that the time is over', { answer: { kind: 'expired', asOf: now } }],
    ['is not asked at all', { openAgainInMs: 1_000 }],
  ])(
    'and then it %s: what was sent first may still be booked, so nobody says that nothing was',
    async (_, situation) => {
      expect(await charge(aDayAhead, situation)).toMatchObject({ came: 'unknown' });
    },
  );

  test('what nobody wants is not asked for again: the operator has to look', async () => {
    const unwanted = { ...aDayAhead, unwanted: true };
    expect(await charge(unwanted)).toMatchObject({ came: 'dead', charges: [], settled: { attention: 'given-up' } });
  });
});

test('after it was set back by half a minute nobody who wants the order waits so long; one that is given up can', async () => {
  const halfAMinuteAhead = { ...sent, expiresAt: now + 30_000 };
  expect(await charge(halfAMinuteAhead)).toMatchObject({ came: 'succeeded', charges: [{ key: 'a1' }] });
  const given = await charge({ ...halfAMinuteAhead, unwanted: true });
  expect(given).toMatchObject({ came: 'unknown', charges: [] });
});

test('however long an order has waited to be sent, it is not given up at the first answer that is lost', async () => {
  const strange: BankAnswer = { kind: 'unknown', reason: 'the bank answered 500', answered: true };
  for (const answer of [silent, strange]) expect(await charge(fresh, { answer })).toMatchObject({ came: 'unknown' });
});

test('a bank that is silent for days is asked for as long; what is given up needs no quick answer', async () => {
  const old = { ...sent, ages: { sentMs: 3 * day, claimedAt: 0 } };
  expect(await charge(old, { lookedUp: silent })).toMatchObject({ came: 'unknown', charges: [] });
  const strange: LookUpAnswer = { kind: 'unknown', reason: 'the bank answered 500', answered: true };
  expect(await charge({ ...old, unwanted: true }, { lookedUp: strange })).toMatchObject({ came: 'unknown' });
});

test('a bank whose clock is ahead has its time from the second try on, and goes back to its own when it was mended', async () => {
  const expired = (asOf: number): BankAnswer => ({ kind: 'expired', asOf });
  const { again } = chargingAgain([expired(now + 600_000), approved, expired(now), approved]);
  expect(await again()).toMatchObject({ came: 'pending', expiresAt: now + 8_000 });
  expect(await again()).toMatchObject({ came: 'succeeded', expiresAt: now + 608_000 });
  expect(await again()).toMatchObject({ came: 'pending' });
  expect(await again()).toMatchObject({ came: 'succeeded', expiresAt: now + 8_000 });
});

test('what the bank cannot book any more is sent again, with the same key', async () => {
  expect(await charge(sent)).toMatchObject({ came: 'succeeded', charges: [{ key: 'a1' }], lookUps: 1 });
});

test('a key that the bank may have forgotten is not used again by itself', async () => {
  const old = { ...sent, ages: { sentMs: day + 1, claimedAt: 0 }, expiresAt: now - day };
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
    settled: { kind: 'pending', pauseMs: 4_321, asked: false },
  });
  // It may open between the look and the question.
  const turnedAway: BankAnswer = { kind: 'not-charged', reason: 'the breaker is open', asked: false };
  expect(await charge(fresh, { answer: turnedAway })).toMatchObject({ settled: { kind: 'pending', asked: false } });
});

test('who has lost the claim sends nothing and changes nothing', async () => {
  expect(await charge(fresh, { isOurs: false })).toEqual({ came: 'lost', charges: [], lookUps: 0, settled: undefined });
});

test('silence after the sending is no failure', async () => {
  expect(await charge(fresh, { answer: silent })).toMatchObject({ came: 'unknown', settled: { reason: 'no answer' } });
});

test.each([Number.MAX_SAFE_INTEGER, 8.64e15, now + 400 * day, 0])(
  'a clock of the bank that shows %d shows nonsense: nothing follows from it, now or later',
  async (asOf) => {
    const { once, charges } = trialCharging(usual, [{ kind: 'expired', asOf }, approved]);
    expect(await once(fresh)).toBe('pending');
    expect(await once(fresh)).toBe('succeeded');
    expect(charges.map(({ expiresAt }) => expiresAt)).toEqual([now + 8_000, now + 8_000]);
    expect(await charge(sent, { lookedUp: { kind: 'none', asOf } })).toMatchObject({ came: 'unknown', charges: [] });
  },
);

test('a bank that asks for peace has it, also where what was sent first is still open', async () => {
  const busy: BankAnswer = { kind: 'not-charged', reason: 'the bank is busy', pauseMs: 30_000 };
  expect(await charge({ ...sent, expiresAt: now + day }, { answer: busy })).toMatchObject({
    settled: { kind: 'unknown', pauseMs: 30_000, notBeforeMs: 30_000 },
  });
});

test('a bank that asks for peace has it', async () => {
  const busy: BankAnswer = { kind: 'not-charged', reason: 'the bank is busy', pauseMs: 30_000 };
  expect(await charge(fresh, { answer: busy })).toMatchObject({
    settled: { kind: 'pending', pauseMs: 30_000, notBeforeMs: 30_000 },
  });
});

test('another amount than was agreed is kept in sight, and given back once the operator gives it up', async () => {
  const other = { ...approved, cents: 99_900 } as const;
  expect(await charge(sent, { lookedUp: other })).toMatchObject({
    settled: { kind: 'dead', attention: 'mismatch', chargeId: 'c1' },
  });
  expect(await charge({ ...sent, unwanted: true }, { lookedUp: other })).toMatchObject({
    settled: { kind: 'succeeded', chargeId: 'c1' },
  });
});

test.each<[string, Situation, Claim, string]>([
  ['another amount was booked', { answer: { ...approved, cents: 99_900 } }, fresh, 'mismatch'],
  [
    'the bank says that we are wrong',
    { answer: { kind: 'refused', reason: 'the bank answered 422' } },
    fresh,
    'given-up',
  ],
  [
    'nothing was understood for a day',
    { lookedUp: { kind: 'unknown', reason: 'the bank answered 500', answered: true } },
    { ...sent, ages: { ...sent.ages, sentMs: day + 1 } },
    'given-up',
  ],
])('the operator has to look when %s', async (_, situation, claim, attention) => {
  expect(await charge(claim, situation)).toMatchObject({ came: 'dead', settled: { attention } });
});
