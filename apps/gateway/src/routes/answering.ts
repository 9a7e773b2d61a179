// A page's answer becomes JSON or a problem.
import { visitorHeader } from '@evenkeel/contracts';
import { badRequest, deadlineOf, notFound, requestContext, unavailable } from '@evenkeel/service-kit';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Page, PageBody } from '../pages/page.ts';
import type { Visit } from '../sections/ladder.ts';
import type { ObserveSection } from '../sections/section-metrics.ts';

export function visitOf(req: Request): Visit {
  const visitor = z.uuid().safeParse(req.get(visitorHeader));
  return {
    requestId: requestContext.getStore()?.requestId ?? '',
    ...(visitor.success && { visitor: visitor.data }),
  };
}

export const unknown = () => notFound('There is no page with this address.');

export const answering =
  (observe: ObserveSection, log: Log) =>
  async <V extends Visit>(page: Page<V>, visit: V, req: Request, res: Response): Promise<void> => {
    const { section: only } = req.query;
    if (only !== undefined && !(typeof only === 'string' && page.sectionNames.includes(only))) {
      throw badRequest(`section must be one of ${page.sectionNames.join(', ')}`);
    }
    const answer = await page.compose(visit, {
      signal: deadlineOf(req).signal,
      remainingMs: deadlineOf(req).remainingMs(),
      ...(only !== undefined && { only: String(only) }),
    });
    // Pages carry prices and states: a cache on the way would show yesterday's as today's.
    res.set('cache-control', 'no-store');
    if (answer.kind === 'missing') throw unknown();
    if (answer.kind === 'no-core')
      throw unavailable(
        'The core of this page is not answering, and there is no recent copy.',
        new Error(answer.reason),
      );
    for (const [name, taken] of answer.taken) observe(page.name, name, taken);
    if (answer.body.system === 'degraded') log.info({ page: page.name, lost: lostIn(answer.body) }, 'degraded page');
    res.json(only === undefined ? answer.body : { name: only, section: answer.body.sections[String(only)] });
  };

/** Section → what became of it, and why. */
const lostIn = ({ sections }: PageBody): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sections).flatMap(([name, { state, reason }]) =>
      state === 'live' ? [] : [[name, `${state}: ${reason}`]],
    ),
  );
