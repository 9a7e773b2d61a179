// What opossum does to the calls it protects. Found in version 10.0.0.
import Opossum from 'opossum';
import { boom, hang, lever } from '../test/work.ts';
import { type Defect, ended, pass, quiet, settled } from './defect.ts';

export const opossumCalls: readonly Defect[] = [
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
    id: 'O6',
    promise: 'a hung dependency never has more than its limit of calls, however many time out',
    async reproduce() {
      let running = 0;
      const hung = () => {
        running++;
        return hang();
      };
      const two = new Opossum(hung, {
        timeout: 100,
        capacity: 2,
        errorThresholdPercentage: 100,
        enableSnapshots: false,
      });
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
      const both = new Opossum(work, {
        timeout: 100,
        abortController,
        errorThresholdPercentage: 100,
        enableSnapshots: false,
      });
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
];
