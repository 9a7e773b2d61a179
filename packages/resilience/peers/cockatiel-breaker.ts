// What cockatiel's circuit breaker does. Found in version 4.0.0.
import { mock } from 'node:test';
import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  SamplingBreaker,
} from 'cockatiel';
import { lever } from '../test/work.ts';
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

export const cockatielBreaker: readonly Defect[] = [
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
      return {
        broken: early === 0 && started > 900,
        seen: `${early} answered within a minute, then ${started} started`,
      };
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
