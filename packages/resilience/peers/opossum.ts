// What opossum does. Found in version 10.0.0.
import Opossum from 'opossum';
import { boom, hang, lever } from '../test/work.ts';
import { type Defect, ended, failing, pass, settled } from './defect.ts';

const quiet = { timeout: false, enableSnapshots: false } as const;
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

export const opossum: readonly Defect[] = [
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
    id: 'O4',
    promise: 'what is made from the same options object shares nothing',
    async reproduce() {
      const options = { ...quiet, cache: true };
      const users = new Opossum(async (id: number) => `user ${id}`, options);
      const orders = new Opossum(async (id: number) => `order ${id}`, options);
      await users.fire(1);
      await settled();
      const order = await orders.fire(1);
      return { broken: order !== 'order 1', seen: `asked for order 1, got ${order}` };
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
    id: 'O6',
    promise: 'a hung dependency never has more than its limit of calls, however many time out',
    async reproduce() {
      let running = 0;
      const hung = () => {
        running++;
        return hang();
      };
      const two = new Opossum(hung, { timeout: 100, capacity: 2, errorThresholdPercentage: 100, enableSnapshots: false });
      for (let i = 0; i < 10; i++) {
        void ended(two.fire());
        await pass(101);
      }
      return { broken: running > 2, seen: `capacity 2: ${running} calls under way` };
    },
  },
  {
    id: 'O7',
    promise: 'a call that times out aborts nobody else',
    async reproduce() {
      const abortController = new AbortController();
      const { signal } = abortController;
      const work = (ms: number) =>
        new Promise<string>((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
          setTimeout(() => resolve('ok'), ms);
        });
      const both = new Opossum(work, { timeout: 100, abortController, errorThresholdPercentage: 100, enableSnapshots: false });
      void ended(both.fire(1_000));
      await pass(90);
      const sibling = ended(both.fire(50));
      await pass(60);
      const fate = await sibling;
      return { broken: fate !== 'ok', seen: `its healthy sibling: ${fate}` };
    },
  },
  {
    id: 'O8',
    promise: 'work that returns undefined synchronously has succeeded',
    async reproduce() {
      const nothing = (() => undefined) as unknown as () => Promise<undefined>;
      const fate = await ended(new Opossum(nothing, quiet).fire());
      return { broken: fate !== 'undefined', seen: fate };
    },
  },
  {
    id: 'O9',
    promise: 'what is shut down does nothing any more',
    nothingLikeItHere: 'no health check of its own, and nothing that would have to be shut down',
    async reproduce() {
      const breaker = new Opossum(async () => 1, quiet);
      let checks = 0;
      breaker.healthCheck(() => failing(checks++), 100);
      breaker.shutdown();
      const before = checks;
      await pass(1_000);
      return { broken: checks > before, seen: `${checks - before} health checks after the shutdown: ${stateOf(breaker)}` };
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
      return { broken: breaker.closed, seen: `150 of 151 calls failed, 200 answers from the cache: ${stateOf(breaker)}` };
    },
  },
  {
    id: 'O12',
    promise: 'a throwing listener does not turn a success into a failure',
    async reproduce() {
      const breaker = new Opossum(async () => 'ok', quiet);
      breaker.on('success', () => {
        throw new Error('listener bug');
      });
      const fate = await ended(breaker.fire());
      return { broken: fate !== 'ok', seen: fate };
    },
  },
  {
    id: 'O13',
    promise: 'no failure anywhere gives a place back twice',
    async reproduce() {
      const cacheTransport = { get: () => undefined, set: boom, flush: () => undefined };
      const answers: ReturnType<typeof lever<string>>[] = [];
      let most = 0;
      const work = (key: number) => {
        if (key < 10) return Promise.resolve('ok');
        const answer = lever<string>();
        most = answers.push(answer);
        return answer.promise;
      };
      const options = { ...quiet, capacity: 2, errorThresholdPercentage: 100, cache: true, cacheTransport };
      const two = new Opossum(work, options);
      for (let key = 0; key < 10; key++) await ended(two.fire(key));
      for (let key = 10; key < 20; key++) void ended(two.fire(key));
      await settled();
      for (const answer of answers) answer.resolve('ok');
      return { broken: most > 2, seen: `capacity 2, after a broken cache: ${most} calls at once` };
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
