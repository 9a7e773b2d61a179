// A bank on a socket of its own, with a ledger that outlives it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLog, createService, listen } from '@evenkeel/service-kit';
import { onTestFinished } from 'vitest';
import { bank } from '../src/charging.ts';
import { openLedger } from '../src/ledger.ts';
import { bankRoutes } from '../src/routes.ts';

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { readonly charges?: readonly Record<string, unknown>[] };
}

export const laptop = { cents: 99_900, currency: 'USD', card: 'card_approved', reference: 'order-1' };

/** A file for a ledger, gone after the test. */
export function ledgerFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bank-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'ledger.sqlite');
}

export async function trialBank({ file = ledgerFile(), latencyMs = 0, keyLifetimeMs = 86_400_000 } = {}) {
  let shiftMs = 0;
  const ledger = openLedger(file, keyLifetimeMs);
  const log = createLog('bank', 'silent');
  const routes = bankRoutes(bank({ ledger, latencyMs, now: () => Date.now() + shiftMs }), ledger);
  const app = createService({ name: 'bank', log, routers: [routes] });
  const listening = await listen(app, { port: 0, host: '127.0.0.1', log, signals: false });
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await listening.stop();
    ledger.close();
  };
  onTestFinished(close);
  const url = `http://127.0.0.1:${listening.port}`;
  const ask = askAt(url);
  return {
    ...ask,
    file,
    close,
    /** Lets so many ms pass, by the wall clock. */
    leap: (ms: number) => {
      shiftMs += ms;
    },
  };
}

/** The questions one can ask of a bank at `url`. */
export function askAt(url: string) {
  const told = async (answer: Response): Promise<Told> => ({
    status: answer.status,
    headers: answer.headers,
    body: JSON.parse((await answer.text()) || '{}'),
  });
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    told(
      await fetch(`${url}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    );
  const get = async (path: string) => told(await fetch(`${url}${path}`));
  return {
    get,
    charge: (key: string, body: object = laptop, headers: Record<string, string> = {}) =>
      post('/charges', body, { 'idempotency-key': key, ...headers }),
    refund: (id: unknown) => post(`/charges/${id}/refund`, {}),
    booked: async (key: string) => (await get(`/charges/by-key/${key}`)).body.charges ?? [],
  };
}
