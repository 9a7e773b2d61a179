// Every setting of the search service.
import { address, loadConfig, postgresSettings, serviceSettings, wholeNumber } from '@evenkeel/service-kit/config';
import { z } from 'zod';

const settings = z.object({
  ...serviceSettings,
  // A role that only reads, on the database of the product service.
  ...postgresSettings,
  ELASTICSEARCH_URL: address('http:', 'https:'),
  REDIS_URL: address('redis:', 'rediss:'),
  BREAKER_OPEN_MS: wholeNumber(100, 3_600_000).default(60_000),
  /** The alias that is searched; the indices behind it are called after it. */
  SEARCH_INDEX: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be 1 to 60 lower case letters, digits and hyphens, a letter first')
    .default('products'),
});

/** @throws ConfigError when a setting is missing or wrong */
export const readConfig = (env?: Readonly<Record<string, string | undefined>>) => loadConfig(settings, env);
