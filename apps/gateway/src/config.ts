import { address, serviceSettings, wholeNumber } from '@evenkeel/service-kit';
import { z } from 'zod';

/** Every setting of the gateway, from the environment. */
export const settings = z.object({
  ...serviceSettings,
  PRODUCT_URL: address('http:'),
  REVIEW_URL: address('http:'),
  RECOMMENDATION_URL: address('http:'),
  SEARCH_URL: address('http:'),
  PAYMENT_URL: address('http:'),
  /** Where orders are kept when nobody else takes them: a folder on a disk that survives. Gateways may share it. */
  JOURNAL_DIR: z.string('must be the path of a folder').min(1, 'must be the path of a folder'),
  /** How often it is looked whether orders wait for payment, in ms. */
  OUTBOX_EVERY_MS: wholeNumber(50, 60_000).default(1_000),
  /** Second level of the last good copies; without it copies live in memory only. */
  REDIS_URL: address('redis:').optional(),
  /** How long a breaker stays open before it lets a probe through, in ms. */
  BREAKER_OPEN_MS: wholeNumber(100, 600_000).default(60_000),
  /** Who knows it may drop the copies; without it nobody may. */
  SHOP_OPERATOR_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
});
export type Settings = z.infer<typeof settings>;
