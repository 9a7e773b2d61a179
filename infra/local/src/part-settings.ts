// What each program of the shop is told at its start: the one table of their settings.

import path from 'node:path';
import { type PartName, parts } from '@evenkeel/platform';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

export type Environment = Readonly<Record<string, string>>;

/** The programs of ours. Stores are told by their own files and arguments. */
export type Program = Extract<PartName, 'product' | 'review' | 'recommendation' | 'gateway' | 'web'>;

/** In the local shop breakers stay open for 5 s instead of 60, so that people see it recover. */
const breakerOpenMs = '5000';

/** The environment of each program. */
export function partSettings(
  { stateDir, portOffset, logLevel }: Settings,
  secrets: Secrets,
): Record<Program, Environment> {
  const port = (name: PartName) => portOf(name, portOffset);
  const url = (name: PartName) => `http://127.0.0.1:${port(name)}`;
  const redis = `redis://:${secrets.redis}@127.0.0.1:${port('redis')}/0`;
  const database = (name: 'product' | 'review' | 'recommendation', server: PartName) =>
    `postgres://${name}:${secrets[name]}@127.0.0.1:${port(server)}/${name}`;

  const everyone = (name: Program) => ({
    PORT: String(port(name)),
    HOST: '127.0.0.1',
    LOG_LEVEL: logLevel,
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: path.join(stateDir, 'compile-cache'), // A warm start must not compile everything anew.
    SHOP_OPERATOR_TOKEN: secrets.operatorToken,
  });
  const withDatabase = (name: 'product' | 'review' | 'recommendation') => ({
    ...everyone(name),
    DATABASE_URL: database(name, 'postgres'),
    DATABASE_REPLICA_URL: database(name, 'postgres-replica'),
  });

  return {
    product: withDatabase('product'),
    review: withDatabase('review'),
    recommendation: { ...withDatabase('recommendation'), REDIS_URL: redis },
    gateway: {
      ...everyone('gateway'),
      PRODUCT_URL: url('product'),
      REVIEW_URL: url('review'),
      RECOMMENDATION_URL: url('recommendation'),
      REDIS_URL: redis,
      BREAKER_OPEN_MS: breakerOpenMs,
    },
    web: {
      ...everyone('web'),
      GATEWAY_URL: url('gateway'),
      SHOP_SECRET: secrets.cookieKey,
      BREAKER_OPEN_MS: breakerOpenMs,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  };
}

/** A part's port in a shop with this offset. */
export function portOf(name: PartName, portOffset: number): number {
  const part = parts.find((one) => one.name === name);
  if (!part) throw new Error(`There is no part ${name}`);
  return part.port + portOffset;
}
