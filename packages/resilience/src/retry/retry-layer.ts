// Asking again, as a layer: on the way out it may turn round.

import type { Call } from '../pipeline/call.ts';
import { Ending, type Late, saysNothing } from '../pipeline/ending.ts';
import { type Host, type Layer, type LayerSource, layer } from '../pipeline/layer.ts';
import { checkRetryPolicy, type RetryPolicy, retryDelay, shortestPause } from './retry.ts';
import type { RetryBudget } from './retry-budget.ts';

/** What was tried already. */
export interface Tried {
  /** So many attempts have failed. */
  readonly made: number;
  /** How the last one did. */
  readonly failure: Ending;
  /** Attempts that were given up and go on. */
  readonly late: Late | undefined;
}

/** Only for work that may be done twice. Everything that stands further in is done anew for each attempt. */
export function retry(policy: RetryPolicy): RetrySource {
  checkRetryPolicy(policy);
  return {
    kind: 'retry',
    span: { option: 'retry.delay', ms: shortestPause(policy) },
    budget: policy.budget,
    layer: (host) => retryLayer(policy, host),
  };
}

export interface RetrySource extends LayerSource {
  readonly kind: 'retry';
  readonly budget: RetryBudget | undefined;
}

function retryLayer(policy: RetryPolicy, host: Host): Layer {
  const { attempts, budget } = policy;
  /** Who sleeps between two attempts, and until when. */
  const asleep = new Map<Call, number>();

  /** The pause before the next attempt, in ms; undefined when there is none: not worth it, no time, no budget. */
  function pauseAfter(call: Call, { verdict, error }: Ending, made: number, at: number): number | undefined {
    if (!verdict.retry || made >= attempts || call.isInterrupted) return undefined;
    const ms = retryDelay(policy, { attempt: made, error, random: host.random(), retryAfterMs: verdict.retryAfterMs });
    if (ms === undefined || at + ms >= call.endsAt) return undefined;
    // Once a breaker is open there is no use in waiting for the next attempt.
    if (call.refusal(at + ms) !== undefined) return undefined;
    return budget === undefined || budget.spend() ? ms : undefined;
  }

  return layer({
    exit(call, ending, at) {
      const { tried } = call;
      // Whoever was turned away has asked for nothing: it earns nobody a retry.
      if (tried === undefined && call.attempts > 0) budget?.request();
      if (ending.ok && tried === undefined && !ending.verdict.retry) return undefined;
      const made = (tried?.made ?? 0) + 1;
      const late = both(tried?.late, ending.late);
      const delayMs = pauseAfter(call, ending, made, at);
      if (delayMs !== undefined) {
        call.tried = { made, failure: ending, late };
        host.teller.retries(made, delayMs, ending.error, at);
        call.waitsUntil(at + delayMs);
        const timer = host.clock.setTimer(() => call.wake(), delayMs);
        asleep.set(call, at + delayMs);
        return call.sleep(() => {
          asleep.delete(call);
          host.clock.clearTimer(timer);
        });
      }
      if (tried === undefined) return undefined;
      // Whose second attempt was turned away hears of the failure of the first: that is what happened.
      const wasRefused = ending.verdict === saysNothing && !call.isInterrupted;
      return withLate(wasRefused ? tried.failure : ending, late);
    },
    lookAgain(at) {
      // Who would be turned away after the pause is so now, and hears of what has happened.
      for (const [call, until] of asleep) {
        const refusal = call.refusal(until);
        if (refusal === undefined || call.tried === undefined) continue;
        host.teller.rejected(refusal.error, at);
        call.wake(withLate(call.tried.failure, call.tried.late));
      }
    },
  });
}

const withLate = ({ ok, value, error, verdict }: Ending, late: Late | undefined): Ending =>
  new Ending(ok, value, error, verdict, late);

function both(a: Late | undefined, b: Late | undefined): Late | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { settled: Promise.all([a.settled, b.settled]).then(() => undefined), until: Math.max(a.until, b.until) };
}
