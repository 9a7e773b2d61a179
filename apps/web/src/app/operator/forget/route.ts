// POST /operator/forget: drops the saved pages, so that the next failure meets a shop without a past.
import { forgetSaved } from '../../../gateway/open-page.ts';
import { refuse, wrongMethod } from '../../../sorry/refusal.ts';
import { refusedOperator } from '../refused-operator.ts';

export function POST(request: Request): Response {
  const refused = refusedOperator(request);
  if (refused) return refused;
  forgetSaved();
  return new Response(null, { status: 204 });
}

export const GET = (request: Request): Response => refuse(wrongMethod('POST'), request);
