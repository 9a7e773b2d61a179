// What one pipeline alone is given to call: heard without anybody on the stream, and harmless when it is wrong.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventStream, type PipelineHooks, pipeline } from '../../src/index.ts';
import { FakeClock, settled } from '../fake-clock.ts';
import { boom } from '../work.ts';

const retry = { attempts: 2, delay: { kind: 'constant' as const, ms: 10 }, jitter: 'none' as const };
const busy = () => Promise.reject(Object.assign(new Error('busy'), { status: 503 }));

const warnings: string[] = [];
const note = ({ message }: Error) => warnings.push(message);
beforeAll(() => void process.on('warning', note));
afterAll(() => void process.off('warning', note));

/** The warnings of a call that fails twice, by a pipeline with that name. */
async function warningsOf(name: string, hooks: PipelineHooks, events = new EventStream()): Promise<string[]> {
  const clock = new FakeClock();
  const call = pipeline({ name, retry, events, ...hooks, clock }).outcome(busy);
  await clock.pass(10);
  expect(await call).toMatchObject({ error: { message: 'busy' } });
  await settled();
  return warnings.filter((message) => message.includes(name));
}

test('they hear, though nobody listens to the stream', async () => {
  const heard: string[] = [];
  const onRetry = ({ attempt }: { attempt: number }) => heard.push(`retry after ${attempt}`);
  const onCall = ({ outcome }: { outcome: string }) => heard.push(outcome);
  await warningsOf('heard', { onRetry, onCall });
  expect(heard).toEqual(['retry after 1', 'failure']);
});

test('what they throw, now or later, is a warning that names them', async () => {
  const later = () => Promise.reject(new Error('later'));
  expect(await warningsOf('hooked now', { onRetry: boom, onCall: boom })).toEqual([
    'onRetry of hooked now failed: boom',
    'onCall of hooked now failed: boom',
  ]);
  expect((await warningsOf('hooked in a while', { onRetry: later, onCall: later })).toSorted()).toEqual([
    'onCall of hooked in a while failed: later',
    'onRetry of hooked in a while failed: later',
  ]);
});

test('without them, or with quiet ones, there is no warning', async () => {
  const events = new EventStream();
  events.on(() => undefined);
  expect(await warningsOf('without hooks', {}, events)).toEqual([]);
  expect(await warningsOf('quiet hooks', { onRetry: () => undefined, onCall: async () => undefined })).toEqual([]);
});

test('a classification or a judge that is async is a mistake, shown as one: its promise is no verdict', async () => {
  const late = () => Promise.reject(new Error('too late')) as never;
  const events = new EventStream();
  const told: string[] = [];
  events.on((event) => event.type === 'call' && told.push(event.outcome));
  await pipeline({ name: 'asked for a judgement too late', judge: late, events }).call(() => 'answer');
  await pipeline({ name: 'asked for a class too late', classify: late, events }).outcome(boom);
  await settled();
  expect(told).toEqual(['success', 'failure']);
  expect(warnings.filter((message) => message.includes('too late'))).toEqual([
    'judge of asked for a judgement too late failed: it must not be async',
    'classify of asked for a class too late failed: it must not be async',
  ]);
});
