// POST /operator/forget: drops the saved pages, so that the next failure meets a shop without a past.
import { timingSafeEqual } from 'node:crypto';
import { config } from '../../../config.ts';
import { saved } from '../../../gateway/open-page.ts';
import { refuse, wrongMethod } from '../../../sorry/refusal.ts';

export function POST(request: Request): Response {
  const sent = Buffer.from(request.headers.get('authorization') ?? '');
  const expected = Buffer.from(`Bearer ${config().SHOP_OPERATOR_TOKEN}`);
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
    const headers = { 'www-authenticate': 'Bearer' };
    return refuse(
      { status: 401, title: 'Unauthorized', detail: 'This needs the operator token of the shop.', headers },
      request,
    );
  }
  saved().forget();
  return new Response(null, { status: 204 });
}

export const GET = (request: Request): Response => refuse(wrongMethod('POST'), request);
