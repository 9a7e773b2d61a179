// A program that knows the package only as others do: test/packed.test.ts compiles, runs and bundles it beside the installed file.
import {
  bulkhead,
  CircuitOpenError,
  circuitBreaker,
  lastGood,
  pipeline,
  type ResilienceEvent,
  resilienceEvents,
} from '@evenkeel/resilience';

const story: string[] = [];
const tell = (event: ResilienceEvent): void => {
  if (event.type === 'state') story.push(`${event.from} → ${event.to}`);
  else if (event.type === 'call') story.push(`call: ${event.outcome} after ${event.attempts}`);
  else if (event.type === 'copy') story.push(`copy: ${event.tier}`);
  else story.push(event.type);
};

const service = pipeline({
  name: 'review',
  deadlineMs: 5_000,
  retry: { attempts: 2, delay: { kind: 'constant', ms: 1 }, jitter: 'none' },
  breaker: circuitBreaker({ name: 'review', failures: 2, windowMs: 10_000, openMs: 60_000 }),
  bulkhead: bulkhead({ limit: 20 }),
  timeoutMs: 2_000,
});
const copies = lastGood<string[]>({ name: 'reviews', maxEntries: 1_000, loadDeadlineMs: 5_000 });

let isUp = true;
let asked = 0;
const ask = async (): Promise<string[]> => {
  asked++;
  if (!isUp) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  return ['Great laptop!'];
};
const reviews = (): Promise<string[] | undefined> =>
  service.callWithFallback(ask, async () => (await copies.copy('laptop'))?.value);

await copies.load('laptop', ({ signal }) => service.call(ask, { signal }));
isUp = false;
const stop = resilienceEvents.on(tell);
const answers = [await reviews(), await reviews()];
stop();
const last = await service.outcome(ask);
const error = last.ok ? undefined : last.error;

// @ts-expect-error If this is no error, the types of the package were not found and everything is `any`.
const count: number = service.name;

console.log(
  JSON.stringify({
    answers,
    story,
    asked,
    name: count,
    turnedAway: error instanceof CircuitOpenError && error.message,
  }),
);
