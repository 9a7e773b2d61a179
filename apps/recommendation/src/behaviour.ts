// One visitor did something with one product: it joins their history, and the counts of everyone.
import type { Behaviour } from '@evenkeel/contracts';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import type { History } from './history.ts';
import type { Tally } from './tally.ts';

/** What somebody did belongs together with the last so many products that they looked at. */
const inARow = 3;

/** Redis may take so long, in ms. Nobody waits for it, but what waits for Redis waits in memory. */
const patienceMs = 500;

export type Record = (behaviour: Behaviour) => void;

/** Returns at once. What Redis does not take is counted all the same: it is missing in that visitor's history only. */
export function recorder(history: History, tally: Tally, log: Log): Record {
  const remember = async (visitor: string, slug: string): Promise<readonly string[]> => {
    const signal = AbortSignal.timeout(patienceMs);
    try {
      const before = await history.add(visitor, slug, signal);
      return before.filter((other) => other !== slug).slice(0, inARow);
    } catch (error) {
      log.debug({ reason: (error as Error).message }, 'history not kept');
      return [];
    }
  };
  return ({ kind, slug, visitor }) => {
    if (visitor === null) tally.add(kind, slug, []);
    else void remember(visitor, slug).then((before) => tally.add(kind, slug, before));
  };
}
