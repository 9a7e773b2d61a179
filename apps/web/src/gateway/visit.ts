// Who asks: travels from the browser through web to the gateway.
import { randomUUID } from 'node:crypto';
import { requestIdHeader, visitorHeader } from '@evenkeel/contracts';
import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { visitorCookieName } from '../request-facts.ts';

export interface Visit {
  /** Made anew for every request, so that nobody outside can choose it. */
  readonly requestId: string;
  /** The visitor whom an earlier answer named; null on a first visit. */
  readonly visitor: string | null;
}

/** The visit that `request` is: a cookie that we did not write names nobody. */
export const visitOf = ({ cookies }: NextRequest): Visit => ({
  requestId: randomUUID(),
  visitor: z.uuid().safeParse(cookies.get(visitorCookieName)?.value).data ?? null,
});

export const visitHeaders = ({ requestId, visitor }: Visit): Record<string, string> => ({
  [requestIdHeader]: requestId,
  ...(visitor === null ? {} : { [visitorHeader]: visitor }),
});
