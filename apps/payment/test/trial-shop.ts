// The payment service with a bank behind it, both real processes, and a wire between them that can be cut.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type OrderView, orderView } from '@evenkeel/contracts';
import { createDatabase, type TestDatabase } from '@evenkeel/service-kit/testing/database';
import { eventually } from '@evenkeel/service-kit/testing/eventually';
import { type ServiceProcess, startService } from '@evenkeel/service-kit/testing/service-process';
import { type TcpProxy, tcpProxy } from '@evenkeel/service-kit/testing/tcp-proxy';
import pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';

const main = (app: string) => path.join(import.meta.dirname, `../../${app}/src/main.ts`);

export interface Told {
  readonly status: number;
  readonly body: unknown;
}

export interface TrialShop {
  /** Between payment and the bank. */
  readonly wire: TcpProxy;
  /** `POST`, as the visitor. */
  post(path: string, body: unknown, visitor?: string): Promise<Told>;
  get(path: string, visitor?: string): Promise<Told>;
  /** As the operator, or as somebody with another token. */
  operate(method: 'GET' | 'POST', path: string, token?: string): Promise<Told>;
  /** What the bank has booked for an order. */
  booked(order: string): Promise<readonly Booked[]>;
  /** The order, once it is in that state. */
  becomes(order: { id: string; visitor: string }, state: OrderView['state']): Promise<OrderView>;
  /** The service dies, and another one comes. */
  restart(settings?: Readonly<Record<string, string>>, expecting?: { readonly ready: boolean }): Promise<void>;
  kill(): Promise<void>;
  /** The database takes no writes any more, or takes them again; connections from before are gone. */
  makeReadOnly(isReadOnly: boolean): Promise<void>;
}

export interface Booked {
  readonly key: string;
  readonly status: string;
  readonly cents: number;
  readonly card: string;
  readonly refundedAt: number | null;
}

const operatorToken = 'the token of the trial';

/** For the tests of one file. */
export function trialShop(): TrialShop {
  let database: TestDatabase;
  let bank: ServiceProcess;
  let payment: ServiceProcess;
  const shop = {} as { wire: TcpProxy };
  const folder = mkdtempSync(path.join(tmpdir(), 'payment-'));

  const start = async (settings: Readonly<Record<string, string>> = {}, { ready } = { ready: true }) => {
    payment = await startService(main('payment'), {
      DATABASE_URL: database.primaryUrl,
      DATABASE_REPLICA_URL: database.replicaUrl,
      BANK_URL: `http://127.0.0.1:${shop.wire.port}`,
      BREAKER_OPEN_MS: '300',
      LEASE_MS: '2500',
      LOG_LEVEL: 'warn',
      SHOP_OPERATOR_TOKEN: operatorToken,
      ...settings,
    });
    if (ready) await eventually(async () => expect((await payment.get('/health/ready')).status).toBe(200));
  };
  beforeAll(async () => {
    database = await createDatabase();
    bank = await startService(main('bank'), { BANK_LEDGER: path.join(folder, 'ledger'), BANK_LATENCY_MS: '20' });
    shop.wire = await tcpProxy(bank.url);
    await start();
  }, 60_000);
  afterAll(async () => {
    await payment.stop();
    await shop.wire.close();
    await bank.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const told = async (answer: Response): Promise<Told> => ({
    status: answer.status,
    body: JSON.parse((await answer.text()) || 'null'),
  });
  const ask = async (path: string, visitor: string, init: RequestInit = {}) =>
    told(
      await fetch(`${payment.url}${path}`, {
        ...init,
        headers: { 'content-type': 'application/json', 'x-visitor-id': visitor },
      }),
    );
  return Object.assign(shop, {
    post: (path: string, body: unknown, visitor = randomUUID() as string) =>
      ask(path, visitor, { method: 'POST', body: JSON.stringify(body) }),
    get: (path: string, visitor = randomUUID() as string) => ask(path, visitor),
    operate: async (method: 'GET' | 'POST', path: string, token = operatorToken) =>
      told(await fetch(`${payment.url}/operator${path}`, { method, headers: { authorization: `Bearer ${token}` } })),
    async booked(order: string) {
      const { body } = await bank.get('/charges?limit=1000');
      const { charges } = body as { charges: (Booked & { reference: string })[] };
      return charges.filter(({ reference }) => reference === order);
    },
    async becomes({ id, visitor }: { id: string; visitor: string }, state: OrderView['state']) {
      return eventually(async () => {
        const view = orderView.parse((await ask(`/orders/${id}`, visitor)).body);
        expect(view.state).toBe(state);
        return view;
      }, 30_000);
    },
    async restart(settings?: Readonly<Record<string, string>>, expecting?: { readonly ready: boolean }) {
      await payment.kill();
      await start(settings, expecting);
    },
    kill: () => payment.kill(),
    async makeReadOnly(isReadOnly: boolean) {
      const client = new pg.Client({ connectionString: database.primaryUrl });
      await client.connect();
      try {
        const name = client.escapeIdentifier(String(client.database));
        await client.query('set default_transaction_read_only = off');
        await client.query(`alter database ${name} set default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`);
        await client.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        );
      } finally {
        await client.end();
      }
    },
  });
}

/** Somebody who buys a laptop, and two mice. */
export function purchase(card = 'card_approved', lastFour = '4242') {
  const lines = [
    { slug: 'laptop', name: 'Laptop', quantity: 1, cents: 99_900 },
    { slug: 'mouse', name: 'Mouse', quantity: 2, cents: 2_900 },
  ];
  return {
    id: randomUUID() as string,
    visitor: randomUUID() as string,
    lines,
    total: { cents: 105_700, currency: 'USD' },
    card: { token: card, lastFour },
  };
}
