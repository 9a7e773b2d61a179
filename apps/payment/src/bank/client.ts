// The bank, as the shop knows it: what each of its answers means for one charge. "Not charged" is said only where it is certain.
import {
  BulkheadFullError,
  bulkhead,
  CircuitOpenError,
  circuitBreaker,
  classify,
  type Pipeline,
  pipeline,
  type Verdict,
} from '@evenkeel/resilience';
import { BadAnswerError, type HttpAnswer, HttpStatusError, httpDependency } from '@evenkeel/service-kit/http/client';
import { isCertainlyNotSent } from '@evenkeel/service-kit/http/not-sent';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import { z } from 'zod';
import { longestPauseMs } from '../policy.ts';

export interface ChargeRequest {
  /** Of the attempt. */
  readonly key: string;
  readonly order: string;
  readonly cents: number;
  readonly currency: string;
  readonly card: string;
  /** Nothing may be booked after that, by the clock of the bank. */
  readonly expiresAt: Date;
}

export type BankAnswer =
  | { readonly kind: 'approved'; readonly chargeId: string; readonly cents: number }
  | { readonly kind: 'declined'; readonly chargeId: string; readonly code: string }
  /** Certainly not charged: it may be tried again, after `pauseMs` at the earliest if the bank has said so. */
  | {
      readonly kind: 'not-charged';
      readonly reason: string;
      readonly pauseMs?: number;
      /** False when it was not even asked. */
      readonly asked?: boolean;
    }
  /** Certainly not charged: by the bank's clock the time was over. `asOf`: what that clock showed, ms since 1970, if it has said so. */
  | { readonly kind: 'expired'; readonly asOf: number | undefined }
  /** The bank says that we have made a mistake: trying again will not help. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Perhaps charged, perhaps not. `answered`: the bank has said something, and nobody understands it. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly answered?: true };

/** What the bank has booked under a key. `none`: nothing, as of that moment of its own clock (ms since 1970). */
export type LookUpAnswer =
  | Extract<BankAnswer, { kind: 'approved' | 'declined' | 'unknown' }>
  | { readonly kind: 'none'; readonly asOf: number };

export type RefundAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

export interface BankClient {
  charge(request: ChargeRequest, signal?: AbortSignal): Promise<BankAnswer>;
  lookUp(key: string, signal?: AbortSignal): Promise<LookUpAnswer>;
  /** Gives back a whole charge, once, however often it is asked. `refused`: the bank never will. */
  refund(chargeId: string): Promise<RefundAnswer>;
  /** Whether it answers now: asked for this, and not longer than so many ms. */
  answers(withinMs: number): Promise<boolean>;
  /** Whether it is worth asking: the time in ms until it is, 0 when it is now. */
  openAgainInMs(): number;
  /** How often it has come back: it has answered after it had not. */
  comebacks(): number;
  readonly pipeline: Pipeline;
  close(): Promise<void>;
}

const charge = z.object({
  id: z.uuid(),
  status: z.enum(['approved', 'declined']),
  declineCode: z.string().nullable(),
  cents: z.number().int(),
});
const givenBack = z.object({ id: z.uuid(), refundedAt: z.number() });
const moment = z.number().int().nonnegative();
const booked = z.object({ charges: z.array(charge), asOf: moment });
const alive = z.object({});
/** Whether it answers is looked at so often at most, in ms. */
const looksEveryMs = 1_000;
const tooLate = z.object({ asOf: moment });

/** A card that is declined is an answer (402), and so is all that blames the question; "not now" and errors count. */
function judge(value: unknown): Verdict {
  const status = (value as HttpAnswer).status;
  return status === 429 || status >= 500 ? { result: 'failure', retry: false } : { result: 'success', retry: false };
}

export interface BankOptions {
  readonly url: string;
  /** How long the breaker stays open, in ms. */
  readonly openMs: number;
  /** Time for one question, in ms. */
  readonly bankMs: number;
}

export function bankClient({ url, openMs, bankMs }: BankOptions): BankClient {
  const breaker = circuitBreaker({ name: 'bank', failures: 5, windowMs: 10_000, openMs, successesToClose: 2 });
  const guard = pipeline({ name: 'bank', breaker, bulkhead: bulkhead({ limit: 30 }), timeoutMs: bankMs, judge });
  // Looking up what became of a charge must work when charging does not.
  const looking = pipeline({ name: 'bank.look-ups', bulkhead: bulkhead({ limit: 10 }), timeoutMs: bankMs });
  const charges = httpDependency({ name: 'bank', baseUrl: url, pipeline: guard });
  const lookUps = httpDependency({ name: 'bank.look-ups', baseUrl: url, pipeline: looking });
  let isSilent = false;
  let lookAgainAt = Number.NEGATIVE_INFINITY;
  let lastLook = Promise.resolve(true);
  let comebacks = 0;
  const hasAnswered = () => {
    if (isSilent) comebacks += 1;
    isSilent = false;
  };
  return {
    pipeline: guard,
    comebacks: () => comebacks,
    async charge({ key, order, cents, currency, card, expiresAt }, signal) {
      try {
        const headers = { 'idempotency-key': key, 'charge-expires-at': expiresAt.toISOString() };
        const body = { cents, currency, card, reference: order };
        const answer = await charges.exchange('/charges', body, { headers, ...(signal && { signal }) });
        hasAnswered();
        return meaningOf(answer);
      } catch (error) {
        const reason = reasonOf(error);
        if (error instanceof CircuitOpenError || error instanceof BulkheadFullError)
          return { kind: 'not-charged', reason, asked: false };
        isSilent = true;
        return { kind: isCertainlyNotSent(error) ? 'not-charged' : 'unknown', reason };
      }
    },
    async lookUp(key, signal) {
      try {
        const { charges: found, asOf } = await lookUps.get(`/charges/by-key/${key}`, booked, {
          ...(signal && { signal }),
        });
        // Several only if the bank has forgotten the key between them: the newest that has cost money counts.
        const known = found.find(({ status }) => status === 'approved') ?? found[0];
        return known === undefined ? { kind: 'none', asOf } : answerOf(known);
      } catch (error) {
        const answered = error instanceof HttpStatusError || error instanceof BadAnswerError;
        return { kind: 'unknown', reason: reasonOf(error), ...(answered && { answered }) };
      }
    },
    async refund(chargeId) {
      try {
        const { status, body } = await lookUps.exchange(`/charges/${chargeId}/refund`, {});
        // It is given back when the bank says so of that charge, not when somebody answers.
        const given = givenBack.safeParse(body).data;
        if (status === 200 && given?.id === chargeId) return { kind: 'done' };
        const reason = `the bank answered ${status}`;
        return status === 404 || status === 409 ? { kind: 'refused', reason } : { kind: 'again', reason };
      } catch (error) {
        return { kind: 'again', reason: reasonOf(error) };
      }
    },
    answers(withinMs) {
      // However many ask: look-ups of charges have the same few places.
      if (performance.now() < lookAgainAt) return lastLook;
      lookAgainAt = performance.now() + looksEveryMs;
      lastLook = lookUps.get('/health/live', alive, { deadlineMs: withinMs }).then(
        () => true,
        () => false,
      );
      return lastLook;
    },
    openAgainInMs: () => breaker.snapshot().retryAfterMs ?? 0,
    close: async () => {
      await Promise.all([charges.close(), lookUps.close()]);
    },
  };
}

function meaningOf({ status, body, retryAfter }: HttpAnswer): BankAnswer {
  const known = charge.safeParse(body);
  if ((status === 201 || status === 402) && known.success) return answerOf(known.data);
  if (status === 410) return { kind: 'expired', asOf: tooLate.safeParse(body).data?.asOf };
  if (status === 429) {
    const { retryAfterMs } = classify({ status, retryAfter });
    const reason = 'the bank is busy';
    return retryAfterMs === undefined
      ? { kind: 'not-charged', reason }
      : { kind: 'not-charged', reason, pauseMs: Math.min(retryAfterMs, longestPauseMs) };
  }
  if (status === 400 || status === 422) return { kind: 'refused', reason: `the bank answered ${status}` };
  return { kind: 'unknown', reason: `the bank answered ${status}`, answered: true };
}

const answerOf = ({
  id,
  status,
  declineCode,
  cents,
}: z.infer<typeof charge>): Extract<BankAnswer, { kind: 'approved' | 'declined' }> =>
  status === 'approved'
    ? { kind: 'approved', chargeId: id, cents }
    : { kind: 'declined', chargeId: id, code: declineCode ?? 'declined' };
