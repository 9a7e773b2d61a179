// What cockatiel does. Found in version 4.0.0.
import { mock } from 'node:test';
import {
  BrokenCircuitError,
  bulkhead,
  ConsecutiveBreaker,
  CircuitState,
  ConstantBackoff,
  circuitBreaker,
  handleAll,
  retry,
  SamplingBreaker,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import { hang, lever } from '../test/work.ts';
import { type Defect, ended, failing, pass, settled } from './defect.ts';

const opensAfter = (failures: number, halfOpenAfter = 1_000) =>
  circuitBreaker(handleAll, { halfOpenAfter, breaker: new ConsecutiveBreaker(failures) });

/** A breaker that one failure opened a second ago, so that the next call is a probe. */
async function probing() {
  const breaker = opensAfter(1);
  await ended(breaker.execute(failing));
  await pass(1_001);
  return breaker;
}

export const cockatiel: readonly Defect[] = [
  {
    id: 'C1',
    promise: 'failures of an hour ago do not count',
    async reproduce() {
      const window = new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 1 });
      const breaker = circuitBreaker(handleAll, { halfOpenAfter: 1_000, breaker: window });
      for (let i = 0; i < 9; i++) await ended(breaker.execute(failing));
      await pass(3_600_000);
      await breaker.execute(async () => 1);
      await ended(breaker.execute(failing));
      const state = CircuitState[breaker.state];
      return { broken: state === 'Open', seen: `9 failures, an hour later one more: ${state}` };
    },
  },
  {
    id: 'C2',
    promise: 'a late failure from before the opening does not disturb the probe',
    async reproduce() {
      const breaker = opensAfter(1);
      const slow = lever<number>();
      const before = ended(breaker.execute(() => slow.promise));
      await ended(breaker.execute(failing));
      await pass(1_001);
      const answer = lever<number>();
      const probe = ended(breaker.execute(() => answer.promise));
      slow.reject(new Error('late'));
      await before;
      answer.resolve(1);
      await probe;
      const state = CircuitState[breaker.state];
      return { broken: state === 'Open', seen: `after the probe's success: ${state}` };
    },
  },
  {
    id: 'C3',
    promise: 'a thousand callers beside a probe are answered at once, and none of them starts when it succeeds',
    async reproduce() {
      const breaker = await probing();
      const answer = lever<number>();
      const probe = breaker.execute(() => answer.promise);
      let started = 0;
      let answered = 0;
      for (let i = 0; i < 1_000; i++) void ended(breaker.execute(async () => started++)).then(() => answered++);
      await pass(60_000);
      const early = answered;
      answer.resolve(1);
      await probe;
      await settled();
      return { broken: early === 0 && started > 900, seen: `${early} answered within a minute, then ${started} started` };
    },
  },
  {
    id: 'C4',
    promise: 'an abort during the pause ends a retry at once',
    async reproduce() {
      const leaving = new AbortController();
      const policy = retry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(60_000) });
      let done = false;
      let attempts = 0;
      const call = ended(policy.execute(() => failing(attempts++), leaving.signal)).then(() => (done = true));
      await settled();
      leaving.abort();
      await settled();
      const atOnce = done;
      await pass(60_000);
      await call;
      return { broken: !atOnce && attempts > 1, seen: `ended after the whole pause, with attempt ${attempts}` };
    },
  },
  {
    id: 'C5',
    promise: 'an aborted caller in the queue is answered, and its place is free',
    async reproduce() {
      const one = bulkhead(1, 1);
      void one.execute(hang);
      const leaving = new AbortController();
      let answered = false;
      void ended(one.execute(async () => 1, leaving.signal)).then(() => (answered = true));
      leaving.abort();
      await settled();
      return { broken: !answered && one.queueSlots === 0, seen: `answered: ${answered}, free places: ${one.queueSlots}` };
    },
  },
  {
    id: 'C6',
    promise: 'nobody takes the place away from the one who waits for it',
    async reproduce() {
      const one = bulkhead(1, 1);
      const first = lever<number>();
      void one.execute(() => first.promise);
      const waiting = ended(one.execute(async () => 'served'));
      first.resolve(1);
      while (one.executionSlots === 0) await Promise.resolve();
      void one.execute(hang);
      void ended(one.execute(hang));
      const fate = await waiting;
      return { broken: fate !== 'served', seen: `who waited: ${fate}` };
    },
  },
  {
    id: 'C7',
    promise: 'a caller who leaves is not reported as a timeout',
    async reproduce() {
      const leaving = new AbortController();
      const call = ended(timeout(1_000, TimeoutStrategy.Aggressive).execute(hang, leaving.signal));
      leaving.abort(new Error('user left'));
      const fate = await call;
      return { broken: fate.includes('timed out'), seen: fate };
    },
  },
  {
    id: 'C8',
    promise: 'the caller gets the error of the work, not that of a listener',
    async reproduce() {
      const breaker = opensAfter(1);
      breaker.onBreak(() => {
        throw new Error('listener bug');
      });
      const fate = await ended(breaker.execute(failing));
      return { broken: fate !== 'boom', seen: fate };
    },
  },
  {
    id: 'C9',
    promise: 'isolated while open and released, it is still open for the rest of its time',
    async reproduce() {
      const breaker = opensAfter(1, 60_000);
      await ended(breaker.execute(failing));
      breaker.isolate().dispose();
      const state = CircuitState[breaker.state];
      return { broken: state === 'Closed', seen: state };
    },
  },
  {
    id: 'C10',
    promise: 'a breaker that was saved while isolated can be released after it is restored',
    nothingLikeItHere: 'state is not exported',
    async reproduce() {
      const first = opensAfter(1);
      first.isolate();
      const initialState = JSON.parse(JSON.stringify(first.toJSON()));
      const options = { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(1), initialState };
      const restored = circuitBreaker(handleAll, options);
      restored.isolate().dispose();
      const state = CircuitState[restored.state];
      return { broken: state === 'Isolated', seen: state };
    },
  },
  {
    id: 'C11',
    promise: 'a clock that steps back an hour does not keep it open',
    async reproduce() {
      const breaker = opensAfter(1);
      await ended(breaker.execute(failing));
      mock.timers.setTime(Date.now() - 3_600_000);
      await pass(5_000);
      const fate = await breaker.execute(async () => 'back').catch((error: unknown) => error);
      return { broken: fate instanceof BrokenCircuitError, seen: `5 s later: ${fate}` };
    },
  },
];
