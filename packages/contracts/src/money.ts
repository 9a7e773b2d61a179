import { z } from 'zod';

/** Integer cents with a currency; at most $1,000,000, so that sums of a cart stay safe integers. */
export const money = z.object({
  cents: z.number().int().positive().max(100_000_000),
  currency: z.literal('USD'),
});
export type Money = z.infer<typeof money>;
