// What protection costs while nothing is broken.
import { type Platform, waitUntil } from '@evenkeel/platform';
import { request } from 'undici';
import { median } from '../figures.ts';
import { type Measured, send } from '../load.ts';
import type { Report } from '../rows.ts';
import { flatOut, gateways, type Plan, unhurried } from './plan.ts';

/** Protection may cost a tenth of the throughput. */
const leastShareOfNaive = 0.9;

/** For every page to have been answered, in s. */
const warmUpLimitSeconds = 30;
/** Connections are not equally fast: when so many times all pages were answered, the slowest one is through its part, too. */
const spare = 1.5;

/** Every page through both gateways: copies are there, connections are open, code is compiled. Throws when that takes too long. */
export async function warmUp(platform: Platform): Promise<void> {
  for (const gateway of gateways) {
    let [answered, seconds] = [0, 0];
    // In one go: each connection has its own part of the pages, and a second go would begin with the first of them again.
    for (let longer = 3; answered < spare * flatOut.paths.length; longer *= 2) {
      if (seconds > warmUpLimitSeconds)
        throw new Error(`The pages of ${gateway} are not all answered after ${seconds} s.`);
      const measured = await send({ ...flatOut, url: platform.url(gateway), seconds: longer });
      answered = measured.requests - measured.failed;
      seconds += longer;
    }
  }
}

/** Throughput in interleaved rounds, so that whatever else the machine does hits both alike. The medians count. */
export async function whileWell(platform: Platform, plan: Plan, rows: Report): Promise<void> {
  const rounds = await interleaved(platform, plan.rounds, { ...flatOut, seconds: plan.roundSeconds });
  for (const gateway of gateways) {
    const of = (figure: keyof Measured) => median(rounds[gateway].map((round) => round[figure]));
    rows.tell(`all well: ${gateway}, pages a second`, of('perSecond'), '1/s');
    rows.tell(`all well: ${gateway}, p50`, of('p50'), 'ms');
    rows.tell(`all well: ${gateway}, p99`, of('p99'), 'ms');
    rows.atMost(`all well: ${gateway}, failed pages`, Math.max(...rounds[gateway].map(({ failed }) => failed)), '', 0);
  }
  const perSecond = (gateway: (typeof gateways)[number]) => median(rounds[gateway].map((round) => round.perSecond));
  const share = perSecond('gateway') / perSecond('naive-gateway');
  rows.atLeast('all well: pages a second, gateway / naive-gateway', share, '×', leastShareOfNaive);
}

/** What latency under a fault is compared with: the p99 of the gateway at the same load, in ms. */
export async function healthyP99(platform: Platform, plan: Plan, rows: Report): Promise<number> {
  const rounds = await interleaved(platform, 3, { ...unhurried, seconds: plan.windowSeconds });
  const p99 = median(rounds.gateway.map((round) => round.p99));
  rows.tell(`all well, ${unhurried.connections} at once: gateway, p99`, p99, 'ms');
  rows.tell(
    `all well, ${unhurried.connections} at once: naive-gateway, p99`,
    median(rounds['naive-gateway'].map((round) => round.p99)),
    'ms',
  );
  return p99;
}

/** Both gateways answer whole pages again. Throws when they do not within the limit. */
export async function recovered(platform: Platform, limitMs = 30_000): Promise<void> {
  const [path = ''] = unhurried.paths;
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

async function interleaved(platform: Platform, rounds: number, load: Omit<Parameters<typeof send>[0], 'url'>) {
  const measured: Record<(typeof gateways)[number], Measured[]> = { gateway: [], 'naive-gateway': [] };
  for (let round = 0; round < rounds; round++)
    for (const gateway of gateways) measured[gateway].push(await send({ ...load, url: platform.url(gateway) }));
  return measured;
}
