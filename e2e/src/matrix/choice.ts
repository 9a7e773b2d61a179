// What the command line asks for.
import { parseArgs } from 'node:util';
import { rows } from './expectations.ts';
import { faults, isProxyFault } from './faults.ts';
import { pageNames } from './pages.ts';
import { type Chosen, wholeMatrix } from './run.ts';
import { walkName } from './trial/ladder-walk.ts';

export interface Choice extends Chosen {
  readonly attach: boolean;
  readonly json: boolean;
  /** Nothing is left out. */
  readonly isWhole: boolean;
}

const ladder = walkName.replaceAll(' ', '-');
const partsOf = (row: { readonly parts: readonly string[] }) => row.parts.join('+');

/** `args` as after the program's name; what is not known is a mistake that says what is. */
export function choice(args: readonly string[]): Choice | { readonly mistake: string } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      attach: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      part: { type: 'string', multiple: true },
      fault: { type: 'string', multiple: true },
      page: { type: 'string', multiple: true },
    },
  });
  const { attach, json } = values;
  const known = {
    part: [...new Set(rows.map(partsOf)), ladder],
    // In front of the parts of a shop that runs already there are no proxies.
    fault: attach ? faults.filter((fault) => !isProxyFault(fault)) : [...faults],
    page: pageNames as string[],
  };
  for (const [what, names] of Object.entries(known) as [keyof typeof known, string[]][]) {
    const unknown = values[what]?.filter((name) => !names.includes(name)) ?? [];
    if (unknown.length > 0)
      return {
        mistake: `unknown ${what}: ${unknown.join(', ')}; there ${attach ? 'are, with --attach,' : 'are'} ${names.join(' ')}`,
      };
  }
  const isWanted = (what: keyof typeof known, name: string) => (values[what] ?? known[what]).includes(name);
  const trials = wholeMatrix.trials.filter(
    ({ row, fault }) => isWanted('part', partsOf(row)) && isWanted('fault', fault),
  );
  const walks = wholeMatrix.walks.filter(
    (fault) => isWanted('part', ladder) && isWanted('fault', fault) && isWanted('page', 'search'),
  );
  const pages = pageNames.filter((page) => isWanted('page', page));
  if (trials.length + walks.length === 0) return { mistake: 'no part has such a fault' };
  return { attach, json, trials, walks, pages, isWhole: !attach && !values.part && !values.fault && !values.page };
}
