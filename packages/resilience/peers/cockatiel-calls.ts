// What cockatiel's retry, bulkhead and timeout do. Found in version 4.0.0.
import { bulkhead, ConstantBackoff, handleAll, retry, TimeoutStrategy, timeout } from 'cockatiel';
import { hang, lever } from '../test/work.ts';
import { type Defect, ended, failing, pass, settled } from './defect.ts';

export const cockatielCalls: readonly Defect[] = [
  {
    id: 'C4',
    promise: 'an abort during the pause ends a retry at once',
    async reproduce() {
      const leaving = new AbortController();
      const policy = retry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(60_000) });
      let done = false;
      let attempts = 0;
      const work = () => {
        attempts++;
        return failing();
      };
      const call = ended(policy.execute(work, leaving.signal)).then(() => (done = true));
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
      return {
        broken: !answered && one.queueSlots === 0,
        seen: `answered: ${answered}, free places: ${one.queueSlots}`,
      };
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
];
