// What each program of the shop is told at its start: the one table of their settings.

import path from 'node:path';
import type { PartName } from '@evenkeel/platform';
import { addressesOf, controlRoomPort } from './addresses.ts';
import type { databases, readers, Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

export type Environment = Readonly<Record<string, string>>;

/** The Node programs of ours. The other stores are told by their own files and arguments. */
export type Program = Exclude<PartName, (typeof servers)[number]>;
const servers = ['postgres', 'postgres-replica', 'redis'] as const;

/** Who owns a database. */
type Owner = (typeof databases)[number];

export const isProgram = (name: PartName): name is Program => !(servers as readonly PartName[]).includes(name);

/** In the local shop breakers stay open for 5 s instead of 60, so that people see it recover. */
const breakerOpenMs = '5000';

/** The environment of each program. */
export function partSettings(settings: Settings, secrets: Secrets): Record<Program, Environment> {
  const { port, reachedAt, url } = addressesOf(settings);
  const redis = `redis://:${secrets.redis}@127.0.0.1:${reachedAt('redis')}/0`;

  const everyone = (name: Program) => ({
    PORT: String(port(name)),
    HOST: '127.0.0.1',
    LOG_LEVEL: settings.logLevel,
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: path.join(settings.stateDir, 'compile-cache'), // A warm start must not compile everything anew.
    ...(process.env.ALERT_WEBHOOK_URL && { ALERT_WEBHOOK_URL: process.env.ALERT_WEBHOOK_URL }),
  });
  const asRole = (role: Owner | keyof typeof readers, database: string) => {
    const on = (server: PartName) => `postgres://${role}:${secrets[role]}@127.0.0.1:${reachedAt(server)}/${database}`;
    return { DATABASE_URL: on('postgres'), DATABASE_REPLICA_URL: on('postgres-replica') };
  };
  const withDatabase = (name: Owner) => ({
    ...everyone(name),
    ...asRole(name, name),
  });

  return {
    elasticsearch: everyone('elasticsearch'),
    product: withDatabase('product'),
    review: withDatabase('review'),
    recommendation: { ...withDatabase('recommendation'), REDIS_URL: redis },
    search: {
      ...everyone('search'),
      ...asRole('search', 'product'),
      ELASTICSEARCH_URL: url('elasticsearch'),
      REDIS_URL: redis,
      BREAKER_OPEN_MS: breakerOpenMs,
    },
    payment: {
      ...withDatabase('payment'),
      BANK_URL: url('bank'),
      BREAKER_OPEN_MS: breakerOpenMs,
      SHOP_OPERATOR_TOKEN: secrets.operatorToken,
    },
    bank: { ...everyone('bank'), BANK_LEDGER: path.join(settings.stateDir, 'bank', 'ledger.sqlite') },
    gateway: {
      ...everyone('gateway'),
      PRODUCT_URL: url('product'),
      REVIEW_URL: url('review'),
      RECOMMENDATION_URL: url('recommendation'),
      SEARCH_URL: url('search'),
      PAYMENT_URL: url('payment'),
      JOURNAL_DIR: path.join(settings.stateDir, 'journal'),
      REDIS_URL: redis,
      BREAKER_OPEN_MS: breakerOpenMs,
      SHOP_OPERATOR_TOKEN: secrets.operatorToken,
    },
    'naive-gateway': {
      ...everyone('naive-gateway'),
      PRODUCT_URL: url('product'),
      REVIEW_URL: url('review'),
      RECOMMENDATION_URL: url('recommendation'),
      SEARCH_URL: url('search'),
    },
    web: {
      ...everyone('web'),
      NODE_ENV: settings.development ? 'development' : 'production', // Next tells its two servers apart by it.
      GATEWAY_URL: url('gateway'),
      NAIVE_GATEWAY_URL: url('naive-gateway'),
      PLUMBING: 'on', // This shop is there to be looked into.
      PUBLIC_ORIGINS: process.env.PUBLIC_ORIGINS ?? '', // Where something stands in front; nothing does unless somebody says so.
      FRAMED_BY: ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${controlRoomPort(settings)}`).join(','),
      SHOP_SECRET: secrets.cookieKey,
      SHOP_OPERATOR_TOKEN: secrets.operatorToken,
      BREAKER_OPEN_MS: breakerOpenMs,
      NEXT_TELEMETRY_DISABLED: '1',
    },
  };
}
