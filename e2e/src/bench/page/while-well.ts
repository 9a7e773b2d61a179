// What protection costs while nothing is broken.
import { type Platform, waitUntil } from '@evenkeel/platform';
import { request } from 'undici';
import { median } from '../figures.ts';
import { type Measured, send } from '../load.ts';
import type { Report } from '../rows.ts';
import { type Asked, crowds, gateways, type Plan, slugs, visits, type Way, ways } from './plan.ts';

/** Protection pays for itself: what is asked once for many visitors outweighs what the patterns cost. */
const leastShareOfNaive = 1;
/** Where nothing can be shared, the patterns, the copies and what is told of the visits cost no more than a quarter. */
const leastShareInTurn = 0.75;

/** For every page to have been answered, in s. */
const warmUpLimitSeconds = 30;
/** Connections are not equally fast: when so many times all pages were answered, the slowest one is through its part, too. */
const spare = 1.5;

/** Every page through both gateways and web: copies are there, connections are open, code is compiled. Throws when that takes too long. */
export async function warmUp(platform: Platform): Promise<void> {
  for (const asked of [...gateways, 'web'] as const) {
    let [answered, seconds] = [0, 0];
    // In one go: each connection has its own part of the pages, and a second go would begin with the first of them again.
    for (let longer = 3; answered < spare * slugs.length; longer *= 2) {
      if (seconds > warmUpLimitSeconds)
        throw new Error(`The pages of ${asked} are not all answered after ${seconds} s.`);
      const measured = await send({ ...(await visits(platform, asked, { connections: 10 })), seconds: longer });
      answered = measured.requests - measured.failed;
      seconds += longer;
    }
  }
}

/** Throughput in interleaved rounds, so that whatever else the machine does hits both alike. The medians count. */
export async function whileWell(platform: Platform, plan: Plan, rows: Report): Promise<void> {
  for (const way of ways) for (const crowd of crowds) await whileWellIn(way, crowd, platform, plan, rows);
}

async function whileWellIn(way: Way, crowd: number, platform: Platform, plan: Plan, rows: Report): Promise<void> {
  const rounds = await interleaved(platform, plan.rounds, plan.roundSeconds, { connections: crowd, way });
  const id = `all well, ${way}, ${crowd} at once`;
  for (const [asked, measured] of Object.entries(rounds)) {
    const of = (figure: keyof Measured) => median(measured.map((round) => round[figure]));
    rows.tell(`${id}: ${asked}, pages a second`, of('perSecond'), '1/s');
    rows.tell(`${id}: ${asked}, p50`, of('p50'), 'ms');
    rows.tell(`${id}: ${asked}, p99`, of('p99'), 'ms');
    const failed = Math.max(...measured.map((round) => round.failed));
    // What the naive one loses under a crowd is told, not asked for.
    if (asked === 'naive-gateway') rows.tell(`${id}: ${asked}, failed pages`, failed, '');
    else rows.atMost(`${id}: ${asked}, failed pages`, failed, '', 0);
  }
  const perSecond = (asked: Asked) => median(rounds[asked].map((round) => round.perSecond));
  const share = perSecond('gateway') / perSecond('naive-gateway');
  rows.atLeast(`${id}: gateway / naive-gateway`, share, '×', way === 'in turn' ? leastShareInTurn : leastShareOfNaive);
}

/** What latency under a fault is compared with: the p99 at the same load while all is well, in ms. */
export async function healthyP99(
  platform: Platform,
  plan: Plan,
  rows: Report,
): Promise<Readonly<Record<Asked, number>>> {
  const rounds = await interleaved(platform, 3, plan.windowSeconds);
  const p99 = (asked: Asked) => median(rounds[asked].map((round) => round.p99));
  const healthy = { gateway: p99('gateway'), 'naive-gateway': p99('naive-gateway'), web: p99('web') };
  for (const [asked, ms] of Object.entries(healthy)) rows.tell(`all well, unhurried: ${asked}, p99`, ms, 'ms');
  return healthy;
}

/** Both gateways answer whole pages again. Throws when they do not within the limit. */
export async function recovered(platform: Platform, limitMs = 30_000): Promise<void> {
  const {
    paths: [path = ''],
  } = await visits(platform, 'gateway');
  const well = await waitUntil(
    async () =>
      (await isNormal(platform.url('gateway') + path)) && (await isNormal(platform.url('naive-gateway') + path)),
    { limitMs, everyMs: 100 },
  );
  if (!well) throw new Error(`The shop has not recovered within ${limitMs / 1_000} s.`);
}

async function isNormal(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(2_000) });
    const page = (await body.json()) as { system?: string };
    return statusCode === 200 && page.system === 'normal';
  } catch {
    return false; // Not there, not yet, or no page: not recovered.
  }
}

async function interleaved(
  platform: Platform,
  rounds: number,
  seconds: number,
  how: Parameters<typeof visits>[2] = {},
) {
  const measured: Record<Asked, Measured[]> = { gateway: [], 'naive-gateway': [], web: [] };
  for (let round = 0; round < rounds; round++)
    for (const asked of [...gateways, 'web'] as const)
      measured[asked].push(await send({ ...(await visits(platform, asked, how)), seconds }));
  return measured;
}
