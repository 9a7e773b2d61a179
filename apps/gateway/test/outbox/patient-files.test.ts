// A disk that hangs: each call to it never returns, and whoever asks has an answer all the same.
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { expect, test } from 'vitest';
import { durableFiles, type FileLayer } from '../../src/outbox/durable-files.ts';
import { outbox } from '../../src/outbox/outbox.ts';
import { journalGuard, patient } from '../../src/outbox/patient-files.ts';
import { anEntry } from './entries.ts';
import { forgetfulDisk } from './forgetful-disk.ts';

/** Hangs while it is told to; what was asked meanwhile is done when it goes on. */
function hangingDisk() {
  const disk = forgetfulDisk();
  let goOn: (() => void) | undefined;
  let going: Promise<void> | undefined;
  let asked = 0;
  const layer = Object.fromEntries(
    Object.entries(disk)
      .filter(([, does]) => typeof does === 'function')
      .map(([name, does]) => [
        name,
        async (...given: unknown[]) => {
          asked += 1;
          await going;
          return (does as (...given: unknown[]) => unknown)(...given);
        },
      ]),
  ) as unknown as FileLayer;
  return {
    layer,
    asked: () => asked,
    hang: () => {
      going = new Promise((resolve) => {
        goOn = resolve;
      });
    },
    goOn: () => goOn?.(),
  };
}

test('three that hang are enough: after that nobody waits, and no more calls are lost to it', async () => {
  const disk = hangingDisk();
  const files = patient(durableFiles('/orders', disk.layer), journalGuard(60_000));
  await files.keep('one', 'text');
  disk.hang();
  const three = await Promise.allSettled(['two', 'three', 'four'].map((name) => files.keep(name, 'text')));
  expect(three.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  const lost = disk.asked();
  await expect(files.read('one')).rejects.toThrow('circuit breaker open');
  expect(disk.asked()).toBe(lost);
  disk.goOn();
});

test('a full disk is not a hung one: what is on it can still be read', async () => {
  const disk = forgetfulDisk();
  const files = patient(durableFiles('/orders', disk), journalGuard(60_000));
  await files.keep('one', 'text');
  disk.fullFor = 5;
  for (let time = 0; time < 5; time += 1) await expect(files.keep('two', 'text')).rejects.toThrow('ENOSPC');
  expect(await files.read('one')).toBe('text');
});

test('an order that a hung disk may have taken is not refused for certain, and is there when the disk goes on', async () => {
  const disk = hangingDisk();
  const { order } = anEntry();
  const card = { token: 'card_approved', lastFour: '4242' };
  const log = createLog('gateway', 'silent');
  const kept = outbox({ folder: '/journal', redis: null, guard: journalGuard(100), log, layer: disk.layer });
  const tried = await kept.tries.begin(order.id);
  disk.hang();
  expect(await kept.keep({ ...order, card }, tried, false)).toMatchObject({ order: undefined, certain: false });
  disk.goOn();
});
