// What protection is worth: the same page, while something that it stands on is dead or hung.
import { pageDeadlineMs } from '@evenkeel/contracts';
import type { Platform } from '@evenkeel/platform';
import { clientLimitSeconds, type Measured, send } from '../load.ts';
import type { Report } from '../rows.ts';
import { type Broken, type Plan, unhurried } from './plan.ts';
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

/** Dead, then hung; healed after each. `healthyP99` in ms. */
export async function underFault(
  platform: Platform,
  { name, parts }: Broken,
  healthyP99: number,
  plan: Plan,
  rows: Report,
): Promise<void> {
  for (const fault of faults) {
    const look = (gateway: 'gateway' | 'naive-gateway', seconds: number) =>
      send({ ...unhurried, url: platform.url(gateway), seconds });
    const id = `${name} ${fault.name}`;
    await Promise.all(parts.map((part) => platform[fault.make](part)));
    try {
      const first = await look('gateway', plan.windowSeconds);
      rows.atMost(`${id}: gateway, p99 of the first ${plan.windowSeconds} s`, first.p99, 'ms', firstSecondsMs);
      const open: Measured[] = [];
      for (let window = 0; window < openWindows; window++) open.push(await look('gateway', plan.windowSeconds));
      const p99 = Math.min(...open.map((measured) => measured.p99));
      rows.atMost(`${id}: gateway, p99 once the breaker is open`, p99, 'ms', openFactor * healthyP99);
      const failed = [first, ...open].reduce((sum, measured) => sum + measured.failed, 0);
      rows.atMost(`${id}: gateway, failed pages`, failed, '', 0);

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
