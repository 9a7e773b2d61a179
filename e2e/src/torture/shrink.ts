// From a schedule that fails to a short one that still does: half of it is left out, then quarters, then eighths (delta debugging,
// Zeller 1999), for as long as there is time. Timing is not repeated, so what fails one time in three may be lost: then the last that did
// fail is told.
import type { Fault } from './faults.ts';
import { laneNames, type RunOptions, run, type Schedule } from './run.ts';
import type { TorturedShop } from './tortured-shop.ts';

const mostRuns = 12;

type Tagged = { readonly lane: (typeof laneNames)[number]; readonly fault: Fault };

export async function shrink(shop: TorturedShop, options: RunOptions, failing: Schedule): Promise<Schedule> {
  let runs = 0;
  const fails = async (faults: readonly Tagged[]): Promise<boolean> => {
    runs += 1;
    const { violations } = await run(shop, {
      ...options,
      again: runs,
      log: () => undefined,
      schedule: untagged(faults, failing),
    });
    options.log(`     ${faults.length} faults: ${violations.length === 0 ? 'holds' : 'fails'}`);
    return violations.length > 0;
  };
  let left: readonly Tagged[] = laneNames.flatMap((lane) => failing[lane].map((fault) => ({ lane, fault })));
  for (let pieces = 2; left.length > 1 && runs < mostRuns; ) {
    const size = Math.ceil(left.length / pieces);
    let smaller: readonly Tagged[] | undefined;
    for (let from = 0; from < left.length && runs < mostRuns && !smaller; from += size) {
      const without = [...left.slice(0, from), ...left.slice(from + size)];
      if (await fails(without)) smaller = without;
    }
    if (smaller) left = smaller;
    else if (size === 1) break;
    else pieces = Math.min(left.length, pieces * 2);
  }
  return untagged(left, failing);
}

const untagged = (faults: readonly Tagged[], { bankClockMs }: Schedule): Schedule => {
  const on = (lane: Tagged['lane']) => faults.filter((one) => one.lane === lane).map(({ fault }) => fault);
  return { services: on('services'), stores: on('stores'), operator: on('operator'), bankClockMs };
};
