// What protection is worth: the same page, while something that it stands on is dead or hung.
import { pageDeadlineMs } from '@evenkeel/contracts';
import type { Platform } from '@evenkeel/platform';
import { clientLimitSeconds, type Measured, send } from '../load.ts';
import type { Report } from '../rows.ts';
import { type Asked, type Broken, type Plan, visits } from './plan.ts';
import { recovered } from './while-well.ts';

/** Each with what makes it, and how long one has to look at the naive gateway to see what it does: a hung one shows at the client's limit. */
const faults = [
  { name: 'dead', make: 'kill', naiveSeconds: undefined },
  { name: 'hung', make: 'pause', naiveSeconds: clientLimitSeconds + 1 },
] as const;

/** A page comes at its deadline; the way from there to the client may take a tenth more. */
const firstSecondsMs = pageDeadlineMs * 1.1;
/** Once nobody waits for the broken part any more, the page is as fast as ever, or nearly. */
const openFactor = 1.2;
/** The better of two: in one of them a probe may have been let through. */
const openWindows = 2;

/** Dead, then hung; healed after each. `healthy` has the p99 of each in ms. */
export async function underFault(
  platform: Platform,
  { name, parts }: Broken,
  healthy: Readonly<Record<Asked, number>>,
  plan: Plan,
  rows: Report,
): Promise<void> {
  for (const fault of faults) {
    const look = async (asked: Asked, seconds: number) => send({ ...(await visits(platform, asked)), seconds });
    const id = `${name} ${fault.name}`;
    await Promise.all(parts.map((part) => platform[fault.make](part)));
    try {
      const first = await look('gateway', plan.windowSeconds);
      rows.atMost(`${id}: gateway, p99 of the first ${plan.windowSeconds} s`, first.p99, 'ms', firstSecondsMs);
      for (const asked of ['gateway', 'web'] as const) {
        const open: Measured[] = [];
        for (let window = 0; window < openWindows; window++) open.push(await look(asked, plan.windowSeconds));
        const best = open.reduce((one, other) => (other.p99 < one.p99 ? other : one));
        rows.tell(`${id}: ${asked}, pages a second once the breaker is open`, best.perSecond, '1/s');
        rows.tell(`${id}: ${asked}, p50 once the breaker is open`, best.p50, 'ms');
        rows.atMost(`${id}: ${asked}, p99 once the breaker is open`, best.p99, 'ms', openFactor * healthy[asked]);
        const failed = [first, ...open].reduce((sum, measured) => sum + measured.failed, 0);
        rows.atMost(`${id}: ${asked}, failed pages`, failed, '', 0);
      }

      const naive = await look('naive-gateway', fault.naiveSeconds ?? plan.windowSeconds);
      rows.tell(`${id}: naive-gateway, p99`, naive.p99, 'ms');
      rows.tell(`${id}: naive-gateway, failed pages`, (100 * naive.failed) / Math.max(1, naive.requests), '%');
      rows.tell(`${id}: naive-gateway, given up after ${clientLimitSeconds} s`, naive.timeouts, '');
    } finally {
      await Promise.all(parts.map((part) => platform.start(part)));
    }
    await recovered(platform);
  }
}
