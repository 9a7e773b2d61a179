// The shop as most of us write it first, beside ours: `?naive=1`, which a cookie remembers until `?naive=0`. Its pages come out of the naive
// gateway without a breaker, a copy or a rung below, and when that fails, people get what such shops show.
import { randomUUID } from 'node:crypto';
import { requestIdHeader, visitorHeader } from '@evenkeel/contracts';
import type { NextRequest } from 'next/server';
import { config } from '../config.ts';
import { cookieNames } from '../cookie-names.ts';
import type { ShownPage } from '../gateway/open-page.ts';
import { gatewayPath, type PageAddress, pageSchemas } from '../gateway/page-address.ts';
import type { Visit } from '../gateway/visit.ts';
import { onePerProcess } from '../one-per-process.ts';
import { standaloneHeaders } from '../sorry/standalone-headers.ts';

/** What hangs behind it makes its pages hang; nobody waits longer than front doors usually do, in ms. */
const patienceMs = 30_000;
/** They wait beside the protected shop, in the same process: more would be a burden to it. */
const mostAtOnce = 100;

/** Offered only where there is a naive gateway. */
export const isNaive = ({ nextUrl, cookies }: NextRequest): boolean =>
  config().NAIVE_GATEWAY_URL !== undefined &&
  (nextUrl.searchParams.get('naive') ?? cookies.get(cookieNames().naive)?.value) === '1';

/** The `Set-Cookie` header that keeps somebody there, or lets them out; undefined when the address says nothing of it. */
export function naiveCookie({ nextUrl }: NextRequest): string | undefined {
  const wanted = config().NAIVE_GATEWAY_URL === undefined ? null : nextUrl.searchParams.get('naive');
  return wanted === null
    ? undefined
    : `${cookieNames().naive}=${wanted === '1' ? 1 : 0}; Path=/; SameSite=Lax; HttpOnly`;
}

export type NaivelyOpened = ShownPage | { readonly kind: 'failed'; readonly status: 500 | 503 | 504 };

export async function openNaively(address: PageAddress, { visitor, requestId }: Visit): Promise<NaivelyOpened> {
  const under = onePerProcess('naive pages', () => ({ way: 0 }));
  if (under.way >= mostAtOnce) return { kind: 'failed', status: 503 };
  under.way += 1;
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const answer = await fetch(`${config().NAIVE_GATEWAY_URL}${gatewayPath(address)}`, {
      headers: { [visitorHeader]: visitor ?? randomUUID(), [requestIdHeader]: requestId },
      signal,
    });
    const page = pageSchemas[address.name].parse(await answer.json());
    return { kind: 'page', name: address.name, page, origin: { from: 'naive' } } as ShownPage;
  } catch {
    return { kind: 'failed', status: signal.aborted ? 504 : 500 }; // Such shops do not say more.
  } finally {
    under.way -= 1;
  }
}

const words = { 500: 'Internal Server Error.', 503: 'Service Unavailable.', 504: 'Gateway Timeout.' } as const;

/** As such shops answer. */
export const naiveFailure = (status: 500 | 503 | 504): Response =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status}</title><style>:root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-content:center;text-align:center;font:16px/1.5 system-ui,sans-serif}h1{font-size:22px;margin:0 0 4px}p{margin:0;opacity:.8}</style><main><h1>${status}</h1><p>${words[status]}</p></main></html>`,
    { status, headers: standaloneHeaders },
  );
