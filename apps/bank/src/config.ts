// Every setting of the bank.
import { loadConfig, serviceSettings, wholeNumber } from '@evenkeel/service-kit/config';
import { z } from 'zod';

const settings = z.object({
  ...serviceSettings,
  /** The file of the ledger. */
  BANK_LEDGER: z.string('must be the path of a file').min(1, 'must be the path of a file'),
  /** How long the bank remembers a key and its answer, in ms. */
  BANK_KEY_LIFETIME_MS: wholeNumber(1_000, 30 * 86_400_000).default(86_400_000),
  /** How long it thinks about a charge, in ms. */
  BANK_LATENCY_MS: wholeNumber(0, 60_000).default(150),
});

/** @throws ConfigError when a setting is missing or wrong */
export const readConfig = (env?: Readonly<Record<string, string | undefined>>) => loadConfig(settings, env);
