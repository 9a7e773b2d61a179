// When what waits for the bank is woken: by rule, with a clock of the test's making.
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { expect, test } from 'vitest';
import { waking } from '../src/work/wake.ts';

function trial(answers: (boolean | Error)[] = []) {
  const its = { comebacks: 0, now: 0, woken: 0 };
  const orders = {
    wake: async () => {
      its.woken += 1;
      const answer = answers.shift() ?? false;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const bank = { comebacks: () => its.comebacks };
  const look = waking({ orders, bank, log: createLog('payment', 'silent'), elapsed: () => its.now });
  return Object.assign(its, { look });
}

test('once each time that the bank has come back', async () => {
  const its = trial();
  await its.look();
  expect(its.woken).toBe(0);
  its.comebacks = 1;
  await its.look();
  await its.look();
  expect(its.woken).toBe(1);
});

test('a bank that comes and goes wakes nobody more often than every twenty seconds', async () => {
  const its = trial();
  for (its.now = 0; its.now < 60_000; its.now += 500) {
    its.comebacks += 1;
    await its.look();
  }
  expect(its.woken).toBe(3);
});

test('more than one statement can wake have their turn at the next look', async () => {
  const its = trial([true, true, false]);
  its.comebacks = 1;
  for (let time = 0; time < 6; time += 1) await its.look();
  expect(its.woken).toBe(3);
});

test('what cannot be woken now is woken later, and keeps nobody from working', async () => {
  const its = trial([new Error('the database is away')]);
  its.comebacks = 1;
  await its.look();
  await its.look();
  expect(its.woken).toBe(2);
});
