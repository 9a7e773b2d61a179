// GET /operator/metrics: for Prometheus, with the operator's token as its bearer token. Web is what the public reaches, and how the shop
// is doing inside is not for everybody.
import { refuse, wrongMethod } from '../../../sorry/refusal.ts';
import { watch } from '../../../watch.ts';
import { refusedOperator } from '../refused-operator.ts';

export async function GET(request: Request): Promise<Response> {
  const refused = refusedOperator(request);
  if (refused) return refused;
  const registry = watch();
  const headers = { 'content-type': registry.contentType, 'cache-control': 'no-store' };
  return new Response(await registry.metrics(), { headers });
}

export const POST = (request: Request): Response => refuse(wrongMethod('GET'), request);
