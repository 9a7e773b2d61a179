// What still waits to be charged, as the operator sees it: in the gateway's outbox, and in payment's queue.
import { paymentsOverview } from '@evenkeel/contracts';
import type { Shop } from '@evenkeel/local';
import { waitUntil } from '@evenkeel/platform';
import { request } from 'undici';
import { z } from 'zod';
import { limits } from './plan.ts';

/** From the moment on in which the part that was dead answers again; ms. */
export interface Drain {
  /** So many waited. */
  readonly orders: number;
  /** Until the first of them was paid. null: it did not come to that within the limit; so for all of them. */
  readonly firstMs: number | null;
  /** Until none waited at the gateway any more. */
  readonly handedOverMs: number | null;
  readonly emptyMs: number | null;
  /** Not paid when the limit was over. */
  readonly left: number;
}

/** Waits until `kept` orders, all that there ever were, are paid and nothing waits; or until the limit. */
export async function drained(shop: Shop, orders: number, kept: number): Promise<Drain> {
  const began = performance.now();
  let left = orders;
  let firstMs: number | null = null;
  let handedOverMs: number | null = null;
  let emptyMs: number | null = null;
  const look = async () => {
    const [payments, outbox] = await Promise.all([ask(shop, 'payment', paymentsOverview), outboxDepth(shop)]);
    const ms = performance.now() - began;
    if (outbox === 0) handedOverMs ??= ms;
    if (payments === undefined) return false;
    left = Math.max(0, kept - (payments.orders.paid ?? 0));
    if (left < orders) firstMs ??= ms;
    const isEmpty = left === 0 && outbox === 0 && payments.queue.depth === 0;
    if (isEmpty) emptyMs = ms;
    return isEmpty;
  };
  await waitUntil(look, { limitMs: limits.drainMs, everyMs: 100 });
  return { orders, firstMs, handedOverMs, emptyMs, left };
}

const depth = z.object({ waiting: z.number() }).nullable();
const outbox = z.object({ stream: depth, journal: depth });

async function outboxDepth(shop: Shop): Promise<number | undefined> {
  const { stream = null, journal = null } = (await ask(shop, 'gateway', outbox)) ?? {};
  return stream !== null && journal !== null ? stream.waiting + journal.waiting : undefined;
}

const paths = { payment: '/operator/payments', gateway: '/operator/outbox' } as const;

/** Undefined when there is no answer: whoever waits asks again until the limit, and what is never answered is left over. */
async function ask<T extends z.ZodType>(
  shop: Shop,
  part: keyof typeof paths,
  schema: T,
): Promise<z.infer<T> | undefined> {
  try {
    const { body } = await request(shop.url(part) + paths[part], {
      headers: { authorization: `Bearer ${shop.access.operatorToken}` },
      signal: AbortSignal.timeout(limits.operatorMs),
    });
    return schema.safeParse(await body.json()).data;
  } catch {
    return undefined; // A part that starts does not answer yet.
  }
}
