// Every setting of web. PORT is given to `next start`.
import { address, alertSettings, loadConfig, wholeNumber } from '@evenkeel/service-kit/config';
import { z } from 'zod';
import { onePerProcess } from './one-per-process.ts';

const secret = (least: number) =>
  z.string(`must have at least ${least} characters`).min(least, `must have at least ${least} characters`);

const origins = 'must be one or more origins such as https://shop.example, separated by commas';

const isOrigin = (text: string): boolean => /^https?:\/\/[^/?#@\\\s]+\/?$/i.test(text) && URL.canParse(text);

const listOfOrigins = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .refine((all) => all.every(isOrigin), origins)
  .transform((all) => all.map((one) => new URL(one).origin))
  .default([]);

export const settings = z.object({
  GATEWAY_URL: address('http:', 'https:'),
  /** Where the naive shop gets its pages; without it there is none. */
  NAIVE_GATEWAY_URL: address('http:', 'https:').optional(),
  /** Signs the cart cookie. */
  SHOP_SECRET: secret(16),
  SHOP_OPERATOR_TOKEN: secret(16),
  /**
   * Where people reach this shop when something stands in front of it that sends a Host of its own. Forms are taken from there and
   * from the Host that was asked; what `X-Forwarded-…` says anybody could have written, and nobody reads it.
   */
  PUBLIC_ORIGINS: listOfOrigins,
  /** Whose pages may show the shop in a frame, besides its own: the control room. */
  FRAMED_BY: listOfOrigins,
  /** Whether pages tell where each section came from and why something failed. That names parts and addresses: not for everybody. */
  PLUMBING: z.enum(['on', 'off'], 'must be on or off').default('off'),
  ...alertSettings,
  /** How long the breaker around the gateway stays open, in ms. */
  BREAKER_OPEN_MS: wholeNumber(100, 600_000).default(60_000),
});
export type Config = z.infer<typeof settings>;

/** The settings, read once. @throws ConfigError naming what is wrong, in one line */
export const config = (): Config => onePerProcess('config', () => loadConfig(settings));
