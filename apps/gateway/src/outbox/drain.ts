// Hands what waits in the outbox to payment, for as long as the gateway runs. Handed over twice does no harm: payment knows the id.
import { setTimeout as pause } from 'node:timers/promises';
import { crashPoint } from '@evenkeel/service-kit/crash-point';
import { HttpStatusError } from '@evenkeel/service-kit/http/client';
import { isCertainlyNotSent } from '@evenkeel/service-kit/http/not-sent';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { type HandOver, PaymentRefusedError } from '../clients/hand-over.ts';
import { NotKeptError } from '../clients/payment.ts';
import type { Entry } from './entry.ts';
import type { Outbox } from './outbox.ts';
import type { OrderStream } from './stream.ts';

/** How often it is looked whether something waits, in ms, and how much is handed over at a look. */
const everyMs = 1_000;
const atOnce = 16;
const sweepEveryMs = 3_600_000;
/** So often payment may fail at one order. */
const mostFailures = 5;

/** Works until the function that it returns is called. */
export function drain({ stream, journal, tries }: Outbox, payment: HandOver, log: Log): () => Promise<void> {
  const ending = new AbortController();

  /** False when payment will never take it. @throws when it does not now */
  async function isTaken(entry: Entry): Promise<boolean> {
    const takeBack = await tries.handingOver(entry.order.id);
    try {
      await payment(entry);
      crashPoint('outbox.before-ack');
      return true;
    } catch (error) {
      if (isCertainlyNotSent(error) || error instanceof NotKeptError) await takeBack();
      if (!(error instanceof PaymentRefusedError)) throw error;
      log.error({ order: entry.order.id, reason: reasonOf(error) }, 'payment will never take this order');
      return false;
    }
  }

  /** 500 is not "not now" (that is 503): after a few of them it is put aside, so that it does not stand in the way of the others for ever. */
  const failures = new Map<string, number>();
  function isHopeless(entry: Entry, error: unknown): boolean {
    if (!(error instanceof HttpStatusError && error.status === 500)) return false;
    const { id } = entry.order;
    failures.set(id, (failures.get(id) ?? 0) + 1);
    if ((failures.get(id) ?? 0) < mostFailures) return false;
    failures.delete(id);
    log.error({ order: id, reason: reasonOf(error) }, 'payment fails at this order again and again: it is put aside');
    return true;
  }

  /** `later`: payment has answered that it cannot, and may take the next. @throws when it does not answer at all */
  async function handedOver(entry: Entry): Promise<'taken' | 'never' | 'later'> {
    try {
      return (await isTaken(entry)) ? 'taken' : 'never';
    } catch (error) {
      if (isHopeless(entry, error)) return 'never';
      if (error instanceof HttpStatusError || error instanceof NotKeptError) return 'later';
      throw error;
    }
  }

  async function drainStream(from: OrderStream): Promise<void> {
    for (const item of await from.due(atOnce)) {
      if (ending.signal.aborted) return;
      const came = item.entry === undefined ? 'never' : await handedOver(item.entry);
      if (came === 'taken') await from.done(item);
      if (came === 'never') await from.refuse(item, 'payment will never take it');
      if (came !== 'later') log.info({ order: item.entry?.order.id, came, from: 'stream' }, 'out of the outbox');
    }
  }

  async function drainJournal(): Promise<void> {
    for (const { name, entry } of await journal.due(atOnce)) {
      if (ending.signal.aborted) return;
      const came = await handedOver(entry);
      if (came === 'taken') await journal.done(name);
      if (came === 'never') await journal.refuse(name);
      if (came !== 'later') log.info({ order: entry.order.id, came, from: 'journal' }, 'out of the outbox');
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
