// How web buys: a second connection to the gateway, so that no crowd of readers keeps a buyer out. What comes of a call is never an
// error but an outcome, and "refused" is said only where it is certain that nothing was kept.
import {
  type CardChoice,
  type CheckoutAnswer,
  type CheckoutRequest,
  checkoutAnswer,
  problem,
} from '@evenkeel/contracts';
import { bulkhead, circuitBreaker, type PipelineHealth, pipeline, type Verdict } from '@evenkeel/resilience';
import { type HttpAnswer, type HttpDependency, httpDependency } from '@evenkeel/service-kit/http/client';
import { isCertainlyNotSent } from '@evenkeel/service-kit/http/not-sent';
import { config } from '../config.ts';
import { onePerProcess } from '../one-per-process.ts';
import { isFromBefore, sentOrders } from './sent-orders.ts';
import { type Visit, visitHeaders } from './visit.ts';

/** The gateway's own limit is 3,500 ms: what it has to say still arrives. */
const TIMEOUT_MS = 3_600;
const AT_ONCE = 30;
const NAME = 'gateway.checkout';

/** `rejected`: the gateway takes the request for a mistake, and has done nothing. */
export type Bought =
  | CheckoutAnswer
  | { readonly outcome: 'rejected'; readonly status: number; readonly detail: string };
export type Outcome = Bought['outcome'];

/** What came of it, and why when it is no answer of the gateway. */
export type Told = Bought & { readonly reason?: string };

/** @param formMadeAt wall clock, ms since 1970: when the buyer was shown what is ordered */
export const buy = (request: CheckoutRequest, visit: Visit, formMadeAt: number): Promise<Told> =>
  tellOnce(request.id, '/checkout', request, visit, formMadeAt);

export const tryCard = (order: string, card: CardChoice, visit: Visit, formMadeAt: number): Promise<Told> =>
  changing(`a card for ${order}`, `/orders/${order}/attempts`, { card }, visit, formMadeAt);

export const cancelOrder = (order: string, visit: Visit, formMadeAt: number): Promise<Told> =>
  changing(`cancelling ${order}`, `/orders/${order}/cancel`, {}, visit, formMadeAt);

/** Once it is answered, what comes after it is a wish of its own. */
async function changing(what: string, path: string, body: unknown, visit: Visit, formMadeAt: number): Promise<Told> {
  const told = await tellOnce(what, path, body, visit, formMadeAt);
  if (told.outcome === 'order') sentOrders().forget(what);
  return told;
}

/** For those who look at it. */
export const buyingHealth = (): PipelineHealth => buying().pipeline.health();

/** What may be charged: "refused" is said only when no other sending of the same may have arrived. */
async function tellOnce(what: string, path: string, body: unknown, visit: Visit, formMadeAt: number): Promise<Told> {
  const sent = sentOrders();
  const sentBefore = isFromBefore(formMadeAt) || sent.has(what);
  const takeBack = sent.begin(what);
  const told = await tell(path, body, visit);
  if (told.outcome === 'unsure' || told.outcome === 'order') return told;
  takeBack();
  // The gateway knows of the other sendings; we ourselves only whether there were any.
  if (told.outcome !== 'refused' || told.reason === undefined || !(sentBefore || sent.has(what))) return told;
  return { outcome: 'unsure', reason: `${told.reason}; it was sent before` };
}

async function tell(path: string, body: unknown, visit: Visit): Promise<Told> {
  try {
    const answer = await buying().exchange(path, body, { headers: visitHeaders(visit) });
    return meaningOf(answer) ?? { outcome: 'unsure', reason: `the gateway answered ${answer.status}` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { outcome: isCertainlyNotSent(error) ? 'refused' : 'unsure', reason };
  }
}

/** Undefined for what no gateway of ours says: whoever has answered, the order may have gone on behind it. */
function meaningOf({ status, body }: HttpAnswer): Bought | undefined {
  const answer = checkoutAnswer.safeParse(body);
  if (answer.success) return answer.data;
  const mistake = problem.safeParse(body);
  if (!mistake.success || status < 400 || status >= 500) return undefined;
  return { outcome: 'rejected', status, detail: mistake.data.detail ?? mistake.data.title };
}

/** A gateway that says "not now" or "I do not know" works, whatever the status. */
const judge = (value: unknown): Verdict => ({
  result: meaningOf(value as HttpAnswer) ? 'success' : 'failure',
  retry: false,
});

const buying = (): HttpDependency =>
  onePerProcess(NAME, () => {
    const { GATEWAY_URL, BREAKER_OPEN_MS } = config();
    return httpDependency({
      name: NAME,
      baseUrl: GATEWAY_URL,
      connections: AT_ONCE,
      pipeline: pipeline({
        name: NAME,
        timeoutMs: TIMEOUT_MS,
        breaker: circuitBreaker({ name: NAME, openMs: BREAKER_OPEN_MS }),
        bulkhead: bulkhead({ limit: AT_ONCE }),
        judge,
      }),
    });
  });
