// pnpm bench:resilience [--json]: how fast the package is beside its peers, cockatiel and opossum, in ratios.
// Exit code 0 only when every goal is met.
import { type Call, cleanUp, contest, median, ratio } from './contest.ts';
import {
  answer,
  breakers,
  failureAfter,
  fullPipeline,
  fullPipelines,
  laterAnswer,
  openBreakers,
} from './contestants.ts';

interface Row {
  id: string;
  value: number;
  unit: string;
  /** The value may not be larger. */
  goal: number;
  holds: boolean;
}

const rows: Row[] = [];
const asJson = process.argv.includes('--json');

function report(id: string, value: number, unit: string, goal: number): void {
  const row = {
    id,
    value: Number(value.toPrecision(3)),
    unit,
    goal: Number(goal.toPrecision(3)),
    holds: value <= goal,
  };
  rows.push(row);
  if (!asJson)
    console.log(
      `${row.holds ? 'holds' : 'FAILS'}  ${id.padEnd(52)}${`${row.value}`.padStart(8)} ${unit} (goal ≤ ${row.goal})`,
    );
}

await closedBreaker();
await wholePipeline();
await openBreaker();
await failureInAFullWindow();
await manyAtOnce();
await whatIsLeft();

if (asJson) console.log(JSON.stringify({ rows }));
process.exit(rows.every(({ holds }) => holds) ? 0 : 1);

async function closedBreaker(): Promise<void> {
  const times = await contest(breakers(), { calls: 5_000 });
  report('breaker by count, closed, with latency / cockatiel', ratio(times, 'byCount', 'cockatiel'), '×', 1.1);
  report('breaker by ratio, closed, with latency / cockatiel', ratio(times, 'byRatio', 'cockatiel'), '×', 1.1);
}

async function wholePipeline(): Promise<void> {
  const times = await contest(fullPipelines(answer));
  report('full pipeline / opossum with timeout and capacity', ratio(times, 'ours', 'opossum'), '×', 0.6);
  report('full pipeline / cockatiel wrap of four', ratio(times, 'ours', 'cockatiel'), '×', 1 / 12);
}

async function openBreaker(): Promise<void> {
  const times = await contest(await openBreakers());
  report('rejected as an outcome / opossum throwing', ratio(times, 'ours', 'opossum'), '×', 0.1);
  report('rejected as an outcome / cockatiel throwing', ratio(times, 'ours', 'cockatiel'), '×', 0.1);
}

/** Flat: a window a thousand times fuller makes a failure no more than a quarter dearer, which is the noise of this machine. */
async function failureInAFullWindow(): Promise<void> {
  const times = await contest({ few: await failureAfter(100), many: await failureAfter(100_000) });
  report('one failure, 100,000 / 100 calls in the window', ratio(times, 'many', 'few'), '×', 1.25);
}

/**
 * Linear: among 100,000 a call is as much dearer than among 10,000 as it is for opossum, whose calls know nothing of each other: garbage
 * collection has ten times as much to copy, for everybody. With one signal for all of them, too.
 */
async function manyAtOnce(): Promise<void> {
  // One call of each is under way all the time, as in a program some call always is: collecting garbage while none is alive throws away
  // the code that V8 has optimized for calls.
  const end = Promise.withResolvers<number>();
  let work: Call = () => end.promise;
  const { ours, opossum } = fullPipelines(() => work());
  const sharing = fullPipeline();
  const { signal } = new AbortController();
  const shared: Call = () => sharing.call(() => work(), { signal });
  const underWay = [ours(), opossum(), shared()];
  work = laterAnswer;
  const some = await contest({ ours, opossum, shared }, { calls: 10_000, rounds: 9, atOnce: true });
  const many = await contest({ ours, opossum, shared }, { calls: 100_000, rounds: 5, atOnce: true });
  end.resolve(42);
  await Promise.all(underWay);
  report('10,000 calls at once / opossum', ratio(some, 'ours', 'opossum'), '×', 1);
  report('100,000 calls at once / opossum', ratio(many, 'ours', 'opossum'), '×', 1);
  const growth = (who: 'ours' | 'opossum' | 'shared') => median(many[who]) / median(some[who]);
  report('100,000 at once / 10,000, beside opossum', growth('ours') / growth('opossum'), '×', 1.25);
  report('the same on one shared signal', growth('shared') / growth('opossum'), '×', 1.25);
}

async function whatIsLeft(): Promise<void> {
  const calls = fullPipeline();
  const heap = await heapAfter(async () => void (await calls.call(answer)));
  report('retained after 100,000 calls', Math.max(0, Math.round(heap)), 'bytes a call', 0);
  report(
    'live timers when idle',
    process.getActiveResourcesInfo().filter((it) => it === 'Timeout').length,
    'timers',
    0,
  );
}

/** Bytes a call by which the heap is larger after 100,000 calls, when as many have warmed up before. */
async function heapAfter(call: () => Promise<void>): Promise<number> {
  const calls = 100_000;
  const used: number[] = [];
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < calls; i++) await call();
    await cleanUp();
    used.push(process.memoryUsage().heapUsed);
  }
  return ((used[1] ?? 0) - (used[0] ?? 0)) / calls;
}
