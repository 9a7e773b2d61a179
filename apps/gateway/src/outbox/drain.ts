// Hands what waits in the outbox to payment, for as long as the gateway runs. Handed over twice does no harm: payment knows the id.
import { setTimeout as pause } from 'node:timers/promises';
import { crashPoint } from '@evenkeel/service-kit/crash-point';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { type HandOver, PaymentRefusedError } from '../clients/hand-over.ts';
import type { Entry } from './entry.ts';
import type { Outbox } from './outbox.ts';
import type { OrderStream } from './stream.ts';

/** How often it is looked whether something waits, in ms, and how much is handed over at a look. */
const everyMs = 1_000;
const atOnce = 16;
const sweepEveryMs = 3_600_000;

/** Works until the function that it returns is called. */
export function drain({ stream, journal, tries }: Outbox, payment: HandOver, log: Log): () => Promise<void> {
  const ending = new AbortController();

  /** False when payment will never take it. @throws when it does not now */
  async function isTaken(entry: Entry): Promise<boolean> {
    try {
      await tries.handingOver(entry.order.id);
      await payment(entry);
      crashPoint('outbox.before-ack');
      return true;
    } catch (error) {
      if (!(error instanceof PaymentRefusedError)) throw error;
      log.error({ order: entry.order.id, reason: reasonOf(error) }, 'payment will never take this order');
      return false;
    }
  }

  async function drainStream(from: OrderStream): Promise<void> {
    for (const item of await from.due(atOnce)) {
      if (ending.signal.aborted) return;
      if (item.entry === undefined) await from.refuse(item, 'it cannot be read');
      else if (await isTaken(item.entry)) await from.done(item);
      else await from.refuse(item, 'payment will never take it');
      log.info({ order: item.entry?.order.id, from: 'stream' }, 'out of the outbox');
    }
  }

  async function drainJournal(): Promise<void> {
    for (const { name, entry } of await journal.due(atOnce)) {
      if (ending.signal.aborted) return;
      if (await isTaken(entry)) await journal.done(name);
      else await journal.refuse(name);
      log.info({ order: entry.order.id, from: 'journal' }, 'out of the outbox');
    }
  }

  const telling = { stream: false, journal: false };
  async function quietly(what: keyof typeof telling, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      telling[what] = false;
    } catch (error) {
      // Told once, until it works again: it is tried every second.
      if (!telling[what])
        log.warn({ from: what, reason: reasonOf(error) }, 'orders wait: they cannot be handed over now');
      telling[what] = true;
    }
  }

  const draining = (async () => {
    let sweepAt = Number.NEGATIVE_INFINITY;
    while (!ending.signal.aborted) {
      if (payment.isReady())
        await Promise.all([
          quietly('stream', async () => stream && drainStream(stream)),
          quietly('journal', drainJournal),
        ]);
      if (performance.now() >= sweepAt) {
        sweepAt = performance.now() + sweepEveryMs;
        await tries.sweep().catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'old tries are not swept'));
      }
      await pause(everyMs, undefined, { signal: ending.signal }).catch(() => undefined); // Ended.
    }
  })();

  return async () => {
    ending.abort();
    await draining;
  };
}
