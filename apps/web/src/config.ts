// Every setting of web. PORT is given to `next start`.
import { address, loadConfig, wholeNumber } from '@evenkeel/service-kit/config';
import { z } from 'zod';
import { onePerProcess } from './one-per-process.ts';

const secret = (least: number) =>
  z.string(`must have at least ${least} characters`).min(least, `must have at least ${least} characters`);

export const settings = z.object({
  GATEWAY_URL: address('http:', 'https:'),
  /** Signs the cart cookie. */
  SHOP_SECRET: secret(16),
  SHOP_OPERATOR_TOKEN: secret(16),
  /** How long the breaker around the gateway stays open, in ms. */
  BREAKER_OPEN_MS: wholeNumber(100, 600_000).default(60_000),
});
export type Config = z.infer<typeof settings>;

/** The settings, read once. @throws ConfigError naming what is wrong, in one line */
export const config = (): Config => onePerProcess('config', () => loadConfig(settings));
