// The database as a spare in hand: asked when the engine is late, used when it does not come, put away when it does.
import { circuitBreaker, pipeline } from '@evenkeel/resilience';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { budgetsMs, ladderMs, limits, spareAfterMs } from '../src/policy.ts';
import { answersIn, failsIn, hangs, ladderOf, signalOf, type TimedSource } from './support/timed-sources.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => {
  const left = vi.getTimerCount();
  vi.useRealTimers();
  expect(left, 'timers that nobody has cleared').toBe(0);
});

/** Lets the time of every source and limit pass. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const settled = Promise.allSettled([answer]); // Whatever comes of it while time passes is told by the answer itself.
  await vi.advanceTimersByTimeAsync(1_000);
  await settled;
  return answer;
}

const high = { source: 'elasticsearch', quality: 'high', reasons: [] };

describe('an engine that answers', () => {
  test('at once: the database is never asked', async () => {
    const database = answersIn(15);
    expect(await inTime(ladderOf({ engine: answersIn(10), database })())).toEqual({ ...high, tookMs: 10 });
    expect(database).not.toHaveBeenCalled();
  });

  test('late, but before its limit: its answer is the better one, and the database is told that nobody waits', async () => {
    const [engine, database] = [answersIn(130), hangs()];
    expect(await inTime(ladderOf({ engine, database })())).toEqual({ ...high, tookMs: 130 });
    expect(database).toHaveBeenCalledOnce();
    expect(signalOf(database)?.aborted).toBe(true);
  });

  test('late, while the database is about to answer, too: that may end by itself, and keeps its connection', async () => {
    const [engine, database] = [answersIn(100), answersIn(40)];
    expect(await inTime(ladderOf({ engine, database })())).toEqual({ ...high, tookMs: 100 });
    expect(database).toHaveBeenCalledOnce();
    expect(signalOf(database)?.aborted).toBe(false);
  });

  test('late, while the database has an answer already: it is still the better one', async () => {
    const database = answersIn(15);
    expect(await inTime(ladderOf({ engine: answersIn(130), database })())).toEqual({ ...high, tookMs: 130 });
    expect(database).toHaveBeenCalledOnce();
  });

  test('late, after the database has failed: nobody hears of that', async () => {
    const database = failsIn(5, 'refused');
    expect(await inTime(ladderOf({ engine: answersIn(130), database })())).toEqual({ ...high, tookMs: 130 });
    expect(database).toHaveBeenCalledOnce();
  });
});

describe('an engine that does not answer', () => {
  test('hung: the answer in hand is there when its time is over', async () => {
    const [engine, database] = [hangs(), answersIn(40)];
    const answer = await inTime(ladderOf({ engine, database })());
    expect(answer).toMatchObject({ source: 'database', quality: 'medium', tookMs: budgetsMs.elasticsearch });
    expect(answer.reasons).toEqual([expect.stringMatching(/^elasticsearch: /)]);
    expect(signalOf(engine)?.aborted).toBe(true);
  });

  test('failed at once: the database is asked at once', async () => {
    const database = answersIn(15);
    const answer = await inTime(ladderOf({ engine: failsIn(0, 'circuit breaker open'), database })());
    expect(answer).toMatchObject({ quality: 'medium', reasons: ['elasticsearch: circuit breaker open'], tookMs: 15 });
    expect(database).toHaveBeenCalledOnce();
  });

  test('failed when the database was asked already: that answer is waited for, and no second one', async () => {
    const database = answersIn(60);
    const answer = await inTime(ladderOf({ engine: failsIn(120, 'reset'), database })());
    expect(answer).toMatchObject({ quality: 'medium', reasons: ['elasticsearch: reset'], tookMs: spareAfterMs + 60 });
    expect(database).toHaveBeenCalledOnce();
  });

  test('failed after the database had failed: popular results, with both reasons', async () => {
    const database = failsIn(5, 'refused');
    const answer = await inTime(ladderOf({ engine: failsIn(120, 'reset'), database })());
    expect(answer).toMatchObject({
      quality: 'low',
      reasons: ['elasticsearch: reset', 'database: refused'],
    });
    expect(database).toHaveBeenCalledOnce();
  });

  test.each([ladderMs, 5_000, 130, 100])(
    'hung like the databases, with %i ms for all: the last rung has its time',
    async (deadlineMs) => {
      const parts = { engine: hangs(), database: hangs(), popular: answersIn(25) };
      const answer = await inTime(ladderOf(parts)({ deadlineMs }));
      expect(answer).toMatchObject({ source: 'cache', quality: 'low' });
      expect(answer.reasons).toHaveLength(2);
      expect(answer.tookMs).toBeLessThan(Math.min(deadlineMs, ladderMs));
    },
  );

  test('hung, with hardly any time: what is left is the last rung’s, and a database that cannot be in time is not asked', async () => {
    const database = answersIn(15);
    const answer = await inTime(ladderOf({ engine: hangs(), database })({ deadlineMs: 40 }));
    expect(answer).toMatchObject({ quality: 'low' });
    expect(database).not.toHaveBeenCalled();
  });

  test('hung like all the rest: nothing, in time', async () => {
    const answer = await inTime(ladderOf({ engine: hangs(), database: hangs(), popular: hangs() })());
    expect(answer).toMatchObject({ quality: 'none', tookMs: ladderMs });
  });
});

test('a caller who leaves takes both along', async () => {
  const [engine, database, popular] = [hangs(), hangs(), hangs()];
  const caller = new AbortController();
  setTimeout(() => caller.abort(new Error('hung up')), 110);
  await expect(inTime(ladderOf({ engine, database, popular })({ signal: caller.signal }))).rejects.toThrow('hung up');
  expect(signalOf(engine)?.reason).toMatchObject({ code: 'CANCELLED' });
  expect(signalOf(database)?.reason).toEqual(new Error('hung up'));
  expect(popular).not.toHaveBeenCalled();
});

describe('what the database is blamed for', () => {
  const behindBreaker = (work: TimedSource) => {
    const breaker = circuitBreaker({ failures: 1, openMs: 3_600_000 });
    const calls = pipeline({ name: 'postgres', breaker });
    const database: TimedSource = vi.fn((wish, signal) => calls.call((call) => work(wish, call.signal), { signal }));
    return { breaker, database };
  };

  test('not for being put away', async () => {
    const { breaker, database } = behindBreaker(hangs());
    await inTime(ladderOf({ engine: answersIn(130), database })());
    expect([breaker.state, breaker.snapshot().failed]).toEqual(['CLOSED', 0]);
  });

  test('for having no answer when it was needed', async () => {
    const { breaker, database } = behindBreaker(hangs());
    await inTime(ladderOf({ engine: hangs(), database })());
    expect(breaker.state).toBe('OPEN');
  });
});

test('so many have a spare in hand, others wait for the engine alone, and then ask as ever', async () => {
  const more = 5;
  const database = answersIn(100);
  const find = ladderOf({ engine: hangs(), database });
  const answers = Promise.all(Array.from({ length: limits.spares + more }, () => find()));
  await vi.advanceTimersByTimeAsync(budgetsMs.elasticsearch - 1);
  expect(database).toHaveBeenCalledTimes(limits.spares);
  const qualities = (await inTime(answers)).map(({ quality }) => quality);
  expect(database).toHaveBeenCalledTimes(limits.spares + more);
  expect(qualities.filter((quality) => quality === 'medium')).toHaveLength(limits.spares);

  // Whoever comes after them has a place again.
  expect(await inTime(find())).toMatchObject({ quality: 'medium' });
});
