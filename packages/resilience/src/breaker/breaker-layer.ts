// The breaker in a list of layers: it lets calls in, and learns from how they go out.
import type { Clock } from '../clock.ts';
import { CircuitOpenError } from '../errors.ts';
import { type Ending, refused } from '../pipeline/ending.ts';
import { type Host, type Layer, layer } from '../pipeline/layer.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';

interface Inside {
  /** The breaker's own: not every breaker has the clock of its pipeline. */
  readonly clock: Clock;
  readonly onRefusal: (tell: () => void) => unknown;
}

export function breakerLayer(breaker: CircuitBreaker, host: Host, { clock, onRefusal }: Inside): Layer {
  /** One ending for one error: many are turned away, and fast. */
  let last: Ending | undefined;
  let lastOf: CircuitOpenError | undefined;
  const turnedAway = (error: CircuitOpenError): Ending => {
    if (last === undefined || lastOf !== error) {
      lastOf = error;
      // A breaker without a name may guard several dependencies: its error is that of nobody in particular.
      last = refused(error.dependency === undefined ? error.about(host.name) : error);
    }
    return last;
  };
  const hasItsTime = clock === host.clock;
  /** The breaker's time at `at` of the pipeline's. */
  const timeAt = (at: number) => (hasItsTime ? at : clock.now() + at - host.clock.now());

  return layer({
    enter(call, at) {
      const permit = breaker.enter(hasItsTime ? call : undefined);
      if (permit instanceof CircuitOpenError) return turnedAway(permit);
      call.permit = permit;
      call.permittedAt = at;
      return undefined;
    },
    exit(call, { verdict, error, late }, at) {
      const { permit } = call;
      if (permit === undefined) return undefined;
      call.permit = undefined;
      const runsUntil = hasItsTime ? late?.until : late && Number.POSITIVE_INFINITY;
      breaker.exit(permit, verdict.result, {
        latencyMs: at - call.permittedAt,
        error,
        runsUntil,
        at: hasItsTime ? at : undefined,
      });
      if (late !== undefined) void late.settled.then(() => breaker.ended(permit));
      return undefined;
    },
    refusal(at) {
      const error = breaker.refusalAt(timeAt(at));
      return error && turnedAway(error);
    },
    onRefusal: (tell) => void onRefusal(tell),
  });
}
