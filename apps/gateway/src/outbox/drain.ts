// Hands what waits in the outbox to payment, for as long as the gateway runs. Handed over twice does no harm: payment knows the id.
import { setTimeout as pause } from 'node:timers/promises';
import { crashPoint } from '@evenkeel/service-kit/crash-point';
import { HttpStatusError } from '@evenkeel/service-kit/http/client';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import type { HandOver } from '../clients/hand-over.ts';
import { isCertainlyNotKept, NeverTakenError, NotKeptError } from '../clients/payment.ts';
import type { Entry } from './entry.ts';
import type { Outbox } from './outbox.ts';
import type { OrderStream } from './stream.ts';

/** How much is read at a look, and how much of that is handed over at a time. */
const atALook = 16;
const atATime = 4;
const tidyEveryMs = 3_600_000;
/** So often payment may fail at one order. */
const mostFailures = 5;

type Came = 'taken' | 'never' | 'later';

export interface DrainOptions {
  /** How often it is looked whether something waits, in ms. */
  readonly everyMs: number;
  readonly log: Log;
}

/** Works until the function that it returns is called. */
export function drain(
  { stream, journal, tries, placeOf, handingOver }: Outbox,
  payment: HandOver,
  { everyMs, log }: DrainOptions,
): () => Promise<void> {
  const ending = new AbortController();

  /** False when payment will never take it. @throws when it does not now */
  async function isTaken(entry: Entry): Promise<boolean> {
    const takeBack = await handingOver(entry);
    try {
      await payment(entry);
      crashPoint('outbox.before-ack');
      return true;
    } catch (error) {
      if (isCertainlyNotKept(error) || error instanceof NeverTakenError) await takeBack();
      if (!(error instanceof NeverTakenError)) throw error;
      log.error({ order: entry.order.id, reason: reasonOf(error) }, 'payment will never take this order');
      return false;
    }
  }

  /**
   * 500 is not "not now" (that is 503): after a few of them, one after the other, it is put aside, so that it does not stand in the way of the
   * others for ever. The operator sees it, and brings it back.
   */
  const failures = new Map<string, number>();
  function isHopeless(entry: Entry, error: unknown): boolean {
    const { id } = entry.order;
    if (!(error instanceof HttpStatusError && error.status === 500)) {
      failures.delete(id);
      return false;
    }
    failures.set(id, (failures.get(id) ?? 0) + 1);
    if ((failures.get(id) ?? 0) < mostFailures) return false;
    failures.delete(id);
    log.error({ order: id, reason: reasonOf(error) }, 'payment fails at this order again and again: it is put aside');
    return true;
  }

  /** `later`: payment has answered that it cannot, and may take the next. @throws when it does not answer at all */
  async function handedOver(entry: Entry, from: 'stream' | 'journal'): Promise<Came> {
    // The first cart counts, so it goes first: several are handed over at a time, and by several gateways.
    const place = await placeOf(entry, from);
    if (place !== 'first') return place === 'behind' ? 'later' : 'never';
    try {
      const came = (await isTaken(entry)) ? 'taken' : 'never';
      failures.delete(entry.order.id);
      return came;
    } catch (error) {
      if (isHopeless(entry, error)) return 'never';
      if (error instanceof HttpStatusError || error instanceof NotKeptError) return 'later';
      throw error;
    }
  }

  /** A few at a time; the first that payment does not answer at ends it for all. True when everything went: there may be more. */
  async function handOverAll<Item>(items: readonly Item[], one: (item: Item) => Promise<Came>): Promise<boolean> {
    const left = items.values();
    let isAway = false;
    let went = 0;
    const lane = async () => {
      for (const item of left) {
        if (ending.signal.aborted || isAway) return;
        try {
          if ((await one(item)) !== 'later') went += 1;
        } catch (error) {
          isAway = true;
          throw error;
        }
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: atATime }, lane));
    for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
    return went === atALook;
  }

  const drainStream = async (from: OrderStream): Promise<boolean> =>
    handOverAll(await from.due(atALook), async (item) => {
      const came = item.entry === undefined ? 'never' : await handedOver(item.entry, 'stream');
      if (came === 'taken') await from.done(item);
      if (came === 'never') await from.refuse(item, 'payment will never take it');
      if (came !== 'later') log.info({ order: item.entry?.order.id, came, from: 'stream' }, 'out of the outbox');
      return came;
    });

  const drainJournal = async (): Promise<boolean> =>
    handOverAll(await journal.due(atALook), async ({ name, entry }) => {
      const came = await handedOver(entry, 'journal');
      if (came === 'taken') await journal.done(name);
      if (came === 'never') await journal.refuse(name);
      if (came !== 'later') log.info({ order: entry.order.id, came, from: 'journal' }, 'out of the outbox');
      return came;
    });

  const telling = { stream: false, journal: false };
  async function quietly(what: keyof typeof telling, work: () => Promise<boolean>): Promise<boolean> {
    try {
      const mayBeMore = await work();
      telling[what] = false;
      return mayBeMore;
    } catch (error) {
      // Told once, until it works again: it is tried every second.
      if (!telling[what])
        log.warn({ from: what, reason: reasonOf(error) }, 'orders wait: they cannot be handed over now');
      telling[what] = true;
      return false;
    }
  }

  async function drainAll(): Promise<boolean> {
    if (!payment.isReady()) return false;
    const more = await Promise.all([
      quietly('stream', async () => (stream ? drainStream(stream) : false)),
      quietly('journal', drainJournal),
    ]);
    return more.includes(true);
  }

  async function tidy(): Promise<void> {
    await tries.sweep().catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'old tries are not swept'));
    await stream
      ?.tidy()
      .catch((error: unknown) => log.info({ reason: reasonOf(error) }, 'consumers of the stream are not tidied up'));
  }

  const draining = (async () => {
    let tidyAt = Number.NEGATIVE_INFINITY;
    while (!ending.signal.aborted) {
      const mayBeMore = await drainAll();
      if (performance.now() >= tidyAt) {
        tidyAt = performance.now() + tidyEveryMs;
        await tidy();
      }
      // A long queue is not kept waiting for the clock.
      if (!mayBeMore) await pause(everyMs, undefined, { signal: ending.signal }).catch(() => undefined); // Ended.
    }
  })();

  return async () => {
    ending.abort();
    await draining;
  };
}
