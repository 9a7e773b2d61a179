// Every setting of the product service.
import { loadConfig, postgresSettings, serviceSettings } from '@evenkeel/service-kit/config';
import { z } from 'zod';

const settings = z.object({ ...serviceSettings, ...postgresSettings });

/** @throws ConfigError when a setting is missing or wrong */
export const readConfig = (env?: Readonly<Record<string, string | undefined>>) => loadConfig(settings, env);
