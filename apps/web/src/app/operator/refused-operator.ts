import { isOperator } from '@evenkeel/service-kit/server/operator';
import { config } from '../../config.ts';
import { refuse } from '../../sorry/refusal.ts';

/** What whoever is not the operator is answered; undefined for the operator. */
export function refusedOperator(request: Request): Response | undefined {
  if (isOperator(request.headers.get('authorization'), config().SHOP_OPERATOR_TOKEN)) return undefined;
  const headers = { 'www-authenticate': 'Bearer' };
  const detail = 'This needs the operator token of the shop.';
  return refuse({ status: 401, title: 'Unauthorized', detail, headers }, request);
}
