// Every setting of the recommendation service.
import { address, loadConfig, postgresSettings, serviceSettings } from '@evenkeel/service-kit/config';
import { z } from 'zod';

const settings = z.object({ ...serviceSettings, ...postgresSettings, REDIS_URL: address('redis:', 'rediss:') });

/** @throws ConfigError when a setting is missing or wrong */
export const readConfig = (env?: Readonly<Record<string, string | undefined>>) => loadConfig(settings, env);
