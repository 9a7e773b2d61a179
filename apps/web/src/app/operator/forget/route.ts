// POST /operator/forget: drops the saved pages, so that the next failure meets a shop without a past.
import { isOperator } from '@evenkeel/service-kit/server/operator';
import { config } from '../../../config.ts';
import { forgetSaved } from '../../../gateway/open-page.ts';
import { refuse, wrongMethod } from '../../../sorry/refusal.ts';

export function POST(request: Request): Response {
  if (!isOperator(request.headers.get('authorization'), config().SHOP_OPERATOR_TOKEN)) {
    const headers = { 'www-authenticate': 'Bearer' };
    return refuse(
      { status: 401, title: 'Unauthorized', detail: 'This needs the operator token of the shop.', headers },
      request,
    );
  }
  forgetSaved();
  return new Response(null, { status: 204 });
}

export const GET = (request: Request): Response => refuse(wrongMethod('POST'), request);
