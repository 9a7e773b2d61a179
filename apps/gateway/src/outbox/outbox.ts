// Where orders wait that payment could not take: a Redis stream, with the card, to be charged later; below it a journal on the gateway's
// own disk, without the card. What stands here is handed to payment under its checkout id as soon as payment takes it.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { OrderRequest, OrderView } from '@evenkeel/contracts';
import { crashPoint } from '@evenkeel/service-kit/crash-point';
import { isNotWritten } from '@evenkeel/service-kit/redis/errors';
import type { RedisStore } from '@evenkeel/service-kit/redis/store';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { durableFiles, type FileLayer } from './durable-files.ts';
import { type Entry, viewOf } from './entry.ts';
import { type Journal, journal } from './journal.ts';
import { type OrderStream, orderStream } from './stream.ts';
import { type Tries, triesIn } from './tries.ts';

export interface Outbox {
  readonly tries: Tries;
  /**
   * Keeps an order on the best rung that takes it. `certain`: nothing was charged so far, and no upper rung has it.
   * Undefined when no rung does; `certain` then says what may be told.
   */
  keep(
    order: OrderRequest,
    certain: boolean,
  ): Promise<{ readonly order: OrderView | undefined; readonly certain: boolean }>;
  /** An order that waits here, for its owner. */
  find(id: string, visitor: string, signal?: AbortSignal): Promise<OrderView | undefined>;
  readonly stream: OrderStream | undefined;
  readonly journal: Journal;
}

export interface OutboxOptions {
  /** The folder of journal and tries. */
  readonly folder: string;
  readonly redis: RedisStore | null;
  readonly log: Log;
  readonly layer?: FileLayer;
}

export function outbox({ folder, redis, log, layer }: OutboxOptions): Outbox {
  const kept = journal(durableFiles(path.join(folder, 'orders'), layer), log);
  const tries = triesIn(durableFiles(path.join(folder, 'tries'), layer));
  const stream = redis ? orderStream(redis, randomUUID()) : undefined;

  return {
    tries,
    stream,
    journal: kept,
    async keep({ card, ...order }, certain) {
      const waiting: Entry = { order, card, certain, at: new Date().toISOString() };
      let stillCertain = certain;
      if (stream) {
        try {
          crashPoint('outbox.before-append');
          const first = await stream.append(waiting);
          crashPoint('outbox.after-append');
          return { order: viewOf(first), certain };
        } catch (error) {
          // Perhaps it was appended after all: then it will be charged, and nobody may be told that it will not.
          stillCertain &&= isNotWritten(error);
          log.warn({ order: order.id, certain: stillCertain, reason: reasonOf(error) }, 'not taken by Redis');
        }
      }
      try {
        return {
          order: viewOf(await kept.append({ ...waiting, card: null, certain: stillCertain })),
          certain: stillCertain,
        };
      } catch (error) {
        log.error({ order: order.id, reason: reasonOf(error) }, 'not taken by the journal: the order is refused');
        return { order: undefined, certain: stillCertain };
      }
    },
    async find(id, visitor, signal) {
      const found = (await stream?.find(id, signal).catch(() => undefined)) ?? (await kept.find(id));
      return found?.order.visitor === visitor ? viewOf(found) : undefined;
    },
  };
}
