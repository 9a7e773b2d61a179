// A bulkhead in a list of layers. A place is held until the work has really ended, also when its caller has long gone.
import { BulkheadFullError } from '../errors.ts';
import type { Call } from '../pipeline/call.ts';
import { refused } from '../pipeline/ending.ts';
import { type Host, type Layer, layer } from '../pipeline/layer.ts';
import type { Bulkhead } from './bulkhead.ts';
import type { QueuedBulkhead } from './queued-bulkhead.ts';

export function bulkheadLayer(bulkhead: Bulkhead | QueuedBulkhead, host: Host): Layer {
  /** Those of this pipeline who wait; others may wait in the same queue. */
  const waiting = new Set<Call>();

  const turnedAway = (error: BulkheadFullError) => {
    error.dependency ??= host.name;
    return refused(error);
  };

  function waitIn(queue: QueuedBulkhead, call: Call, at: number) {
    // Who would be turned away further in, or further out, need not wait for it.
    const refusal = call.refusal(at);
    if (refusal !== undefined) return refusal;
    const leave = queue.wait((admission) => {
      if (admission instanceof BulkheadFullError) return call.wake(turnedAway(admission));
      call.place = admission;
      call.wake();
    });
    waiting.add(call);
    call.waitsUntil(at + queue.maxWaitMs);
    return call.sleep(() => {
      waiting.delete(call);
      leave();
    });
  }

  return layer({
    enter(call, at) {
      const admission = 'tryEnter' in bulkhead ? bulkhead.tryEnter() : bulkhead.enter();
      if (admission === undefined) return waitIn(bulkhead as QueuedBulkhead, call, at);
      if (admission instanceof BulkheadFullError) return turnedAway(admission);
      call.place = admission;
      return undefined;
    },
    exit(call, { late }) {
      const { place } = call;
      if (place === undefined) return undefined;
      call.place = undefined;
      if (late === undefined) bulkhead.exit(place);
      else void late.settled.then(() => bulkhead.exit(place));
      return undefined;
    },
    lookAgain(at) {
      for (const call of waiting) {
        const refusal = call.refusal(at);
        if (refusal !== undefined) call.wake(refusal);
      }
    },
  });
}
