// One run of a pipeline, until everything has come to rest, with all that was seen of it.
import { getEventListeners } from 'node:events';
import { expect } from 'vitest';
import { EventStream, type Outcome, type PipelineOptions, type ResilienceEvent } from '../../src/index.ts';
import { settled } from '../fake-clock.ts';
import { JumpingClock } from '../jumping-clock.ts';
import { make, type Rules, type Step } from './any-pipeline.ts';
import { Works } from './any-work.ts';

type CallStep = Extract<Step, { kind: 'call' }>;

export interface Made {
  readonly signal: AbortSignal | undefined;
  readonly limitMs: number;
  begun: number;
  outcomes: Outcome<unknown>[];
  /** By the clock of the timers, less what the other was set back meanwhile: so much later may a limit be. */
  tookMs: number;
}

export interface RunOptions {
  /** Other listeners throw and reject. */
  readonly hostile?: boolean;
  /** All who share a signal leave in the very moment in which that is told. */
  readonly leaveOn?: ResilienceEvent['type'] | undefined;
}

export async function run(
  rule: Rules,
  steps: readonly Step[],
  handedIn?: Partial<PipelineOptions>,
  { hostile = false, leaveOn }: RunOptions = {},
) {
  const clock = new JumpingClock(rule.releases);
  const events = new EventStream();
  const told: ResilienceEvent[] = [];
  let shared = new AbortController();
  if (leaveOn !== undefined)
    events.on(({ type }) => {
      if (type === leaveOn) shared.abort();
    });
  if (hostile) {
    events.on(() => {
      throw new Error('a listener that throws');
    });
    events.on(async () => {
      throw new Error('a listener that rejects');
    });
  }
  events.on((event) => told.push(event));
  const { calls, breaker, rooms } = make(rule, clock, events, handedIn);
  if (hostile)
    breaker.onChange(() => {
      throw new Error('a listener that throws');
    });
  const works = new Works(clock);
  const made: Made[] = [];
  /** In the order in which callers heard. */
  const heard: Made[] = [];
  const signals = new Set<AbortSignal>();
  const mistaken: string[] = [];

  const outermost = { deadline: rule.deadlineMs, outer: rule.outerMs, timeout: rule.timeoutMs } as Record<
    string,
    number
  >;
  function call({ works: each, signal: whose, leavesAfterMs, deadlineMs }: CallStep): void {
    const leaving = whose === 'shared' ? shared : new AbortController();
    if (whose === 'aborted') leaving.abort();
    if (whose === 'own' && leavesAfterMs !== undefined) clock.real.setTimer(() => leaving.abort(), leavesAfterMs);
    const signal = whose === 'none' || whose === 'null' ? undefined : leaving.signal;
    if (signal !== undefined) signals.add(signal);
    const limitMs = Math.min(
      deadlineMs ?? Number.POSITIVE_INFINITY,
      outermost[rule.layers[0] ?? ''] ?? Number.POSITIVE_INFINITY,
    );
    const one: Made = { signal, limitMs, begun: 0, outcomes: [], tookMs: 0 };
    made.push(one);
    const beganAt = clock.real.now() - clock.setBackMs;
    const outcome = calls.outcome(
      (context) => {
        const work = each[one.begun++ % each.length] ?? { how: 'success', afterMs: 0 };
        if (context.attempt !== one.begun) mistaken.push(`${context.attempt} is not ${one.begun}`);
        return works.begin(work.how, work.afterMs, context, () => leaving.abort());
      },
      { signal: whose === 'null' ? null : signal, deadlineMs },
    );
    void outcome.then((what) => {
      one.outcomes.push(what);
      one.tookMs = clock.real.now() - clock.setBackMs - beganAt;
      heard.push(one);
    });
  }

  for (const action of steps) {
    if (action.kind === 'call') call(action);
    else if (action.kind === 'time') await clock.real.pass(action.ms);
    else if (action.kind === 'jump') clock.jump(action.ms);
    else if (action.kind === 'all leave') {
      shared.abort();
      shared = new AbortController();
    } else breaker[action.kind]();
    for (const signal of signals) expect(getEventListeners(signal, 'abort').length).toBeLessThanOrEqual(1);
    // `outcome` is a promise, so who has left has heard of it a moment later.
    if (action.kind === 'call') continue;
    await settled();
    if (made.every(({ outcomes }) => outcomes.length === 1)) expect(clock.liveTimers).toBe(0);
    for (const { signal, outcomes } of made) if (signal?.aborted) expect(outcomes).toHaveLength(1);
  }
  do await clock.real.pass(10_000);
  while (works.letGo());
  expect(mistaken).toEqual([]);
  return { clock, told, breaker, rooms, works, made, heard, signals };
}
