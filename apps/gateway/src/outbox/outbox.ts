// Where orders wait that payment could not take: a Redis stream, with the card, to be charged later; below it a journal on the gateway's
// own disk, without the card. What stands here is handed to payment under its checkout id as soon as payment takes it.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { OrderRequest, OrderView, SavedOrder } from '@evenkeel/contracts';
import { CircuitOpenError, type Pipeline, TimeoutError } from '@evenkeel/resilience';
import { crashPoint } from '@evenkeel/service-kit/crash-point';
import { isNotWritten } from '@evenkeel/service-kit/redis/errors';
import type { RedisStore } from '@evenkeel/service-kit/redis/store';
import { notFound, ProblemError } from '@evenkeel/service-kit/server/problem';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { durableFiles, type FileLayer } from './durable-files.ts';
import { type Entry, type Found, fingerprintOf, viewOf } from './entry.ts';
import { type Journal, journal } from './journal.ts';
import { patient } from './patient-files.ts';
import { type OrderStream, orderStream } from './stream.ts';
import { type Tries, type Try, triesIn } from './tries.ts';

export interface Kept {
  readonly order: OrderView | undefined;
  /** It was not here before. */
  readonly made: boolean;
  readonly certain: boolean;
}

export interface Outbox {
  readonly tries: Tries;
  /**
   * Keeps an order on the best rung that takes it. `sent`: payment may have heard of this try. Undefined when no rung takes it; `certain`
   * says what may be told: nothing was charged, and nothing will be.
   */
  keep(order: OrderRequest, tried: Try, sent: boolean): Promise<Kept>;
  /** An order that waits here, for its owner. `payment`: whether payment says that it has none, or says nothing. */
  find(id: string, visitor: string, payment: 'none' | 'unknown', signal?: AbortSignal): Promise<OrderView | undefined>;
  /** Whether another cart of the same checkout waits here. Where nobody can look it is taken that none does. */
  hasAnotherCart(order: SavedOrder): Promise<boolean>;
  /**
   * The order of the other cart that waits here, for its owner; this one is put behind it without its card, so that payment hears of both. Undefined
   * when none waits here any more. `payment` as in `find`. @throws when that cannot be told
   */
  putBehind(order: OrderRequest, payment: 'none' | 'unknown'): Promise<OrderView | undefined>;
  /**
   * Whether another cart of the same checkout is here that came before, or was put aside. @throws when Redis cannot be read; of what stands in the
   * journal, until that is known to be dead
   */
  placeOf(entry: Entry, from: 'stream' | 'journal'): Promise<'first' | 'behind' | 'behind what was put aside'>;
  /** Payment is about to hear of it. What it returns takes that back: payment has certainly not. @throws when it cannot be noted */
  handingOver(entry: Entry): Promise<() => Promise<void>>;
  readonly stream: OrderStream | undefined;
  readonly journal: Journal;
}

export interface OutboxOptions {
  /** The folder of journal and tries. */
  readonly folder: string;
  readonly redis: RedisStore | null;
  readonly log: Log;
  /** Of the disk. */
  readonly guard: Pipeline;
  readonly layer?: FileLayer;
}

export function outbox({ folder, redis, log, guard, layer }: OutboxOptions): Outbox {
  const filesIn = (...where: string[]) => patient(durableFiles(path.join(folder, ...where), layer), guard);
  const kept = journal(filesIn('orders'), log);
  const tries = triesIn((shard) => filesIn('tries', shard));
  const stream = redis ? orderStream(redis, randomUUID()) : undefined;

  /** As its buyer may read it now. */
  async function seen({ entry, mayBeHandedOver, hasOthers }: Found, isQueued: boolean, payment: 'none' | 'unknown') {
    const reached = await tries.reached(entry.order.id);
    const mayBeCharged = payment === 'unknown' && (reached.payment || mayBeHandedOver);
    return viewOf(entry, !mayBeCharged && (isQueued || !reached.stream), hasOthers);
  }

  return {
    tries,
    stream,
    journal: kept,
    async keep({ card, ...order }, tried, sent) {
      const at = new Date().toISOString();
      let mayBeInStream = false;
      if (stream && !isAnother(order, (await quietly(kept.find(order.id)))?.entry)) {
        if (!sent) await tried.toStream();
        const certain = tried.noted && !sent && !(await tries.reached(order.id)).payment;
        try {
          crashPoint('outbox.before-append');
          const { entry, mayBeHandedOver } = await stream.append({ order, card, certain, at });
          const first = ofSame(order, entry);
          crashPoint('outbox.after-append');
          return { order: seenBy(order, first, certain && !mayBeHandedOver), made: first.at === at, certain };
        } catch (error) {
          if (error instanceof ProblemError) throw error;
          // Perhaps it was appended after all: then it will be charged, and nobody may be told that it will not.
          mayBeInStream = !isNotWritten(error);
          log.warn({ order: order.id, mayBeInStream, reason: reasonOf(error) }, 'not taken by Redis');
        }
      }
      if (!sent && !mayBeInStream) await tried.drop();
      const { payment, stream: inStream } = await tries.reached(order.id);
      const certain = tried.noted && !sent && !mayBeInStream && !payment && !inStream;
      try {
        const first = ofSame(order, await kept.append({ order, card: null, certain, at }));
        return { order: seenBy(order, first, certain), made: first.at === at, certain };
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        log.error({ order: order.id, reason: reasonOf(error) }, 'not taken by the journal: the order is refused');
        // What ran out of its time may be on the disk after all: never charged without its buyer, but not refused either.
        return { order: undefined, made: false, certain: certain && !(error instanceof TimeoutError) };
      }
    },
    async hasAnotherCart(order) {
      const [queued, saved] = await Promise.all([quietly(stream?.find(order.id)), quietly(kept.find(order.id))]);
      return isAnother(order, firstOf(queued, saved)?.entry);
    },
    async putBehind({ card: _, ...order }, payment) {
      const saved = await quietly(kept.find(order.id));
      const looking = stream?.find(order.id);
      // With one at hand the other place need not answer.
      const queued = await (isAnother(order, saved?.entry) ? quietly(looking) : looking);
      const first = queued ?? saved;
      if (!first || !isAnother(order, first.entry)) return undefined;
      const entry = { order, card: null, certain: false, at: new Date().toISOString() };
      try {
        if (stream && queued) await stream.append(entry);
        else await kept.append(entry);
      } catch (error) {
        log.warn({ order: order.id, reason: reasonOf(error) }, 'that it came with another cart is not noted');
      }
      return { ...(await seen(first, queued !== undefined, payment)), conflict: true };
    },
    async placeOf({ order }, from) {
      // Where no card is kept nothing is charged: a Redis that is known to be dead keeps it from nobody. One that is slow now is asked again later.
      const queued = await stream?.find(order.id).catch((error: unknown) => {
        if (from === 'journal' && error instanceof CircuitOpenError) return undefined;
        throw error;
      });
      const saved = await quietly(kept.find(order.id));
      // What was saved without its card was pressed again, and waits with it: that one is charged.
      if (from === 'journal' && queued && !queued.isAside && isSame(order, queued.entry)) return 'behind';
      const first = firstOf(queued, saved);
      if (!isAnother(order, first?.entry)) return 'first';
      return first?.isAside ? 'behind what was put aside' : 'behind';
    },
    async handingOver({ order: { id }, card }) {
      const takeBack = await tries.handingOver(id);
      if (stream === undefined || card === null) return takeBack;
      const takeBackInStream = await stream.handingOver(id).catch(async (error: unknown) => {
        await takeBack();
        throw error;
      });
      return async () => {
        await takeBack();
        await takeBackInStream();
      };
    },
    async find(id, visitor, payment, signal) {
      let isReadable = true;
      const queued = await stream?.find(id, signal).catch(() => {
        isReadable = false;
        return undefined;
      });
      const found = queued ?? (await kept.find(id));
      if (!found) {
        // It may be there: whoever asks has to do with what is known of it, and is not told that there is no such order.
        const reached = await tries.reached(id);
        if (!isReadable && (reached.stream || reached.payment)) throw new OutboxUnreadableError();
        return undefined;
      }
      if (found.entry.order.visitor !== visitor) return undefined;
      return seen(found, queued !== undefined, payment);
    },
  };
}

/** Redis does not answer, and may have what was asked for. */
export class OutboxUnreadableError extends Error {
  override readonly name = 'OutboxUnreadableError';
  constructor() {
    super('the stream of orders cannot be read');
  }
}

const quietly = (looking: Promise<Found | undefined> | undefined) => looking?.catch(() => undefined);

const isSame = (order: SavedOrder, first: Entry): boolean =>
  first.order.visitor === order.visitor && fingerprintOf(first) === fingerprintOf({ order });

const firstOf = (...found: readonly (Found | undefined)[]): Found | undefined =>
  found.filter((one) => one !== undefined).sort((a, b) => a.entry.at.localeCompare(b.entry.at))[0];

/** Of the same visitor and checkout, with other things in it: it stays the first. */
const isAnother = (order: SavedOrder, first: Entry | undefined): boolean =>
  first !== undefined && first.order.visitor === order.visitor && fingerprintOf(first) !== fingerprintOf({ order });

/** Whoever sends another cart is told of the first. */
const seenBy = (order: SavedOrder, first: Entry, certain: boolean): OrderView =>
  viewOf(first, certain, isAnother(order, first));

/** Under an id that belongs to somebody else nothing is kept, and nothing is shown. @throws ProblemError 404 */
function ofSame(order: SavedOrder, first: Entry): Entry {
  if (first.order.visitor !== order.visitor) throw notFound('There is no such order.');
  return first;
}
