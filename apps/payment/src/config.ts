// Every setting of the payment service.
import { address, loadConfig, postgresSettings, serviceSettings, wholeNumber } from '@evenkeel/service-kit/config';
import { z } from 'zod';

const settings = z.object({
  ...serviceSettings,
  ...postgresSettings,
  /** Who knows it may see all orders, and change what nobody could settle; without it nobody may. */
  SHOP_OPERATOR_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  BANK_URL: address('http:', 'https:'),
  /** How long the breaker around the bank stays open, in ms. */
  BREAKER_OPEN_MS: wholeNumber(100, 600_000).default(30_000),
  /** How long a claim on an attempt holds, in ms; all that asks the bank takes its time from it. */
  LEASE_MS: wholeNumber(1_000, 600_000).default(10_000),
  /** How long the bank remembers a key, in ms: after that nothing is tried again with it by itself. */
  BANK_KEY_LIFETIME_MS: wholeNumber(1_000, 30 * 86_400_000).default(86_400_000),
});

/** @throws ConfigError when a setting is missing or wrong */
export const readConfig = (env?: Readonly<Record<string, string | undefined>>) => loadConfig(settings, env);
