// What each program is told: where it finds the others, and no more secrets than it needs.

import { parts } from '@evenkeel/platform';
import { afterEach, expect, test, vi } from 'vitest';
import { partSettings } from '../src/part-settings.ts';
import type { Secrets } from '../src/secrets.ts';
import { readSettings } from '../src/settings.ts';

const names = [
  ...(['operatorToken', 'cookieKey', 'redis', 'postgres', 'replicator'] as const),
  ...(['product', 'review', 'recommendation', 'search', 'payment'] as const),
];
const secrets = Object.fromEntries(names.map((name) => [name, `secret-of-${name}`])) as Secrets;
const told = (more: object = {}) => partSettings({ ...readSettings({}), portOffset: 10_000, ...more }, secrets);

afterEach(() => vi.unstubAllEnvs());

test('search reads the product database as a role of its own, from both servers', () => {
  expect(told().search).toMatchObject({
    PORT: '14004',
    ELASTICSEARCH_URL: 'http://127.0.0.1:19210',
    DATABASE_URL: 'postgres://search:secret-of-search@127.0.0.1:15440/product',
    DATABASE_REPLICA_URL: 'postgres://search:secret-of-search@127.0.0.1:15441/product',
  });
});

test('both gateways know the four services, and web knows the protected one', () => {
  const services = {
    PRODUCT_URL: 'http://127.0.0.1:14001',
    REVIEW_URL: 'http://127.0.0.1:14002',
    RECOMMENDATION_URL: 'http://127.0.0.1:14003',
    SEARCH_URL: 'http://127.0.0.1:14004',
  };
  expect(told().gateway).toMatchObject(services);
  expect(told()['naive-gateway']).toMatchObject(services);
  expect(told().web).toMatchObject({ GATEWAY_URL: 'http://127.0.0.1:14000' });
});

test('payment alone knows the bank, which keeps its books in a file of the shop', () => {
  expect(told().payment).toMatchObject({
    DATABASE_URL: 'postgres://payment:secret-of-payment@127.0.0.1:15440/payment',
    BANK_URL: 'http://127.0.0.1:14006',
  });
  const knowing = Object.entries(told()).filter(([, env]) => JSON.stringify(env).includes(':14006'));
  expect(knowing.map(([program]) => program)).toEqual(['payment']);
  expect(told().bank.BANK_LEDGER).toBe(`${readSettings({}).stateDir}/bank/ledger.sqlite`);
});

test('a part that something stands in front of is reached there by everybody, and listens where it always did', () => {
  for (const { name, port } of parts) {
    const through = told({ reachedThrough: { [name]: 7 } });
    const ports = Object.entries(through).flatMap(([program, env]) =>
      Object.entries(env).flatMap(([key, value]) =>
        key.endsWith('_URL') ? [[program, key, new URL(value).port]] : [],
      ),
    );
    expect(ports.filter(([, , seen]) => seen === String(port + 10_000))).toEqual([]);
    if (name !== 'web' && name !== 'naive-gateway') expect(ports.some(([, , seen]) => seen === '7')).toBe(true);
    if (name in through) expect(through[name as keyof typeof through].PORT).toBe(String(port + 10_000));
  }
});

test('an Elasticsearch elsewhere is reached there, unless something stands in front of it', () => {
  const elsewhere = { elasticsearch: 'https://search.example:9200' };
  expect(told({ elsewhere }).search.ELASTICSEARCH_URL).toBe('https://search.example:9200');
  expect(told({ elsewhere, reachedThrough: { elasticsearch: 7 } }).search.ELASTICSEARCH_URL).toBe('http://127.0.0.1:7');
});

test('web of the local shop shows its plumbing', () => {
  expect(told().web.PLUMBING).toBe('on');
});

test('web alone is told where people reach the shop, if somebody says so', () => {
  vi.stubEnv('PUBLIC_ORIGINS', 'https://shop.example');
  const knowing = Object.entries(told()).filter(([, env]) => Object.values(env).includes('https://shop.example'));
  expect(knowing.map(([program]) => program)).toEqual(['web']);
  vi.stubEnv('PUBLIC_ORIGINS', undefined);
  expect(told().web.PUBLIC_ORIGINS).toBe('');
});

test('the secrets of operators and of cookies are told to those who need them only', () => {
  const knowing = (secret: string) =>
    Object.entries(told())
      .filter(([, env]) => Object.values(env).includes(secret))
      .map(([program]) => program);
  expect(knowing('secret-of-operatorToken')).toEqual(['payment', 'gateway', 'web']);
  expect(knowing('secret-of-cookieKey')).toEqual(['web']);
  expect(JSON.stringify(told())).not.toContain('secret-of-postgres');
});
