// Who asks: travels from the browser through web to the gateway.
import { randomUUID } from 'node:crypto';
import { requestIdHeader, visitorHeader } from '@evenkeel/contracts';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { cookieNames } from '../cookie-names.ts';

export interface Visit {
  /** Made anew for every request, so that nobody outside can choose it. */
  readonly requestId: string;
  /** The visitor whom an earlier answer named; null on a first visit. */
  readonly visitor: string | null;
}

/** The visit that `request` is: a cookie that we did not write names nobody. */
export const visitOf = ({ cookies }: NextRequest): Visit => ({
  requestId: randomUUID(),
  visitor: z.uuid().safeParse(cookies.get(cookieNames().visitor)?.value).data ?? null,
});

const MONTH_S = 30 * 24 * 3_600;

/** The `Set-Cookie` header that names a visitor. */
export const visitorCookie = (visitor: string): string =>
  `${cookieNames().visitor}=${visitor}; Path=/; Max-Age=${MONTH_S}; HttpOnly; SameSite=Lax`;

export const visitHeaders = ({ requestId, visitor }: Visit): Record<string, string> => ({
  [requestIdHeader]: requestId,
  ...(visitor === null ? {} : { [visitorHeader]: visitor }),
});
