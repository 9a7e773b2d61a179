// When opossum opens and closes. Found in version 10.0.0.
import Opossum from 'opossum';
import { boom, hang, lever } from '../test/work.ts';
import { type Defect, ended, failing, pass, quiet, settled } from './defect.ts';

type Call = () => Promise<unknown>;

/** A breaker around whatever it is given, opened by one failure. */
const opensAtOnce = (options = {}) =>
  new Opossum((call: Call) => call(), { ...quiet, resetTimeout: 1_000, errorThresholdPercentage: 1, ...options });

/** One that a failure opened a second ago, so that the next call is a probe. */
async function probing(options = {}) {
  const breaker = opensAtOnce(options);
  const slow = lever<string>();
  const before = breaker.fire(() => slow.promise);
  await ended(breaker.fire(failing));
  await pass(1_001);
  return { breaker, slow, before };
}

const stateOf = (breaker: { opened: boolean; halfOpen: boolean }) =>
  breaker.opened ? 'open' : breaker.halfOpen ? 'half open' : 'closed';

export const opossumBreaker: readonly Defect[] = [
  {
    id: 'O1',
    promise: 'a late success from before the opening does not close it',
    async reproduce() {
      const { breaker, slow, before } = await probing();
      slow.resolve('late');
      await before;
      return { broken: breaker.closed, seen: `without any probe: ${stateOf(breaker)}` };
    },
  },
  {
    id: 'O2',
    promise: 'a hung probe without a timeout does not keep it half open for ever',
    async reproduce() {
      const { breaker } = await probing();
      void breaker.fire(hang);
      await pass(24 * 3_600_000);
      const fate = await ended(breaker.fire(async () => 'back'));
      return { broken: fate !== 'back', seen: `a day later: ${fate}` };
    },
  },
  {
    id: 'O3',
    promise: 'a breaker that was saved while open is open when it is restored',
    nothingLikeItHere: 'state is not exported',
    async reproduce() {
      const first = opensAtOnce({ resetTimeout: 30_000 });
      await pass(3_600_000);
      await ended(first.fire(failing));
      const { state } = JSON.parse(JSON.stringify(first.toJSON()));
      const restored = opensAtOnce({ resetTimeout: 30_000, state });
      return { broken: restored.halfOpen, seen: `restored at once: ${stateOf(restored)}` };
    },
  },
  {
    id: 'O5',
    promise: 'a full bulkhead before a healthy dependency opens nothing',
    async reproduce() {
      const answer = lever<number>();
      const narrow = new Opossum(() => answer.promise, { ...quiet, capacity: 1 });
      const calls = Array.from({ length: 5 }, () => ended(narrow.fire()));
      await settled();
      const state = stateOf(narrow);
      answer.resolve(1);
      await Promise.all(calls);
      return { broken: state === 'open', seen: `one healthy call, four turned away: ${state}` };
    },
  },
  {
    id: 'O9',
    promise: 'what is shut down does nothing any more',
    nothingLikeItHere: 'no health check of its own, and nothing that would have to be shut down',
    async reproduce() {
      const breaker = new Opossum(async () => 1, quiet);
      let checks = 0;
      breaker.healthCheck(() => {
        checks++;
        return failing();
      }, 100);
      breaker.shutdown();
      const before = checks;
      await pass(1_000);
      return {
        broken: checks > before,
        seen: `${checks - before} health checks after the shutdown: ${stateOf(breaker)}`,
      };
    },
  },
  {
    id: 'O10',
    promise: 'it opens when the failures reach the threshold, not only beyond it',
    async reproduce() {
      const breaker = new Opossum(failing, { ...quiet, errorThresholdPercentage: 100 });
      for (let i = 0; i < 100; i++) await ended(breaker.fire());
      return { broken: breaker.closed, seen: `threshold 100 %, 100 of 100 failed: ${stateOf(breaker)}` };
    },
  },
  {
    id: 'O11',
    promise: 'shared answers and copies are no calls: they dilute no failures',
    async reproduce() {
      const work = async (key: number) => (key === 0 ? 1 : boom());
      const breaker = new Opossum(work, { ...quiet, cache: true, volumeThreshold: 10 });
      for (let i = 0; i <= 200; i++) await breaker.fire(0);
      for (let key = 1; key <= 150; key++) await ended(breaker.fire(key));
      return {
        broken: breaker.closed,
        seen: `150 of 151 calls failed, 200 answers from the cache: ${stateOf(breaker)}`,
      };
    },
  },
  {
    id: 'O14',
    promise: 'a 404 does not close a half-open breaker',
    async reproduce() {
      const { breaker } = await probing({ errorFilter: (error: { status?: number }) => error.status === 404 });
      const missing = () => Promise.reject(Object.assign(new Error('no such thing'), { status: 404 }));
      await ended(breaker.fire(missing));
      return { broken: breaker.closed, seen: `after a 404 as the probe: ${stateOf(breaker)}` };
    },
  },
];
