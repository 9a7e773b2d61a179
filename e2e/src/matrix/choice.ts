// What the command line asks for.
import { parseArgs } from 'node:util';
import { type PlatformKind, platformKind, platformKinds } from '@evenkeel/shop';
import { rows } from './expectations.ts';
import { type Fault, faults, faultsInContainers, isProxyFault } from './faults.ts';
import { pageNames } from './pages.ts';
import { type Chosen, matrixInContainers, shortMatrixInContainers, wholeMatrix } from './run.ts';
import { walkName } from './trial/ladder-walk.ts';

export interface Choice extends Chosen {
  readonly attach: boolean;
  /** How the shop is run that it is attached to. */
  readonly platform: PlatformKind;
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
      platform: { type: 'string', default: platformKind() },
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      part: { type: 'string', multiple: true },
      fault: { type: 'string', multiple: true },
      page: { type: 'string', multiple: true },
    },
  });
  const platform = platformKinds.find((kind) => kind === values.platform);
  if (!platform) return { mistake: `unknown platform: ${values.platform}; there are ${platformKinds.join(' ')}` };
  const { json, short } = values;
  // Containers are made by `docker compose up`, never by the matrix.
  const inContainers = platform === 'docker';
  const attach = values.attach || inContainers;
  if (short && !inContainers) return { mistake: 'the short form of the matrix of processes is part of npm test' };
  const whole = inContainers ? (short ? shortMatrixInContainers : matrixInContainers) : wholeMatrix;
  const known = {
    part: [...new Set(rows.map(partsOf)), ladder],
    fault: faultsOf(attach, inContainers) as string[],
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
  const trials = whole.trials.filter(({ row, fault }) => isWanted('part', partsOf(row)) && isWanted('fault', fault));
  const walks = whole.walks.filter(
    (fault) => isWanted('part', ladder) && isWanted('fault', fault) && isWanted('page', 'search'),
  );
  const pages = pageNames.filter((page) => isWanted('page', page));
  if (trials.length + walks.length === 0) return { mistake: 'no part has such a fault' };
  return {
    attach,
    platform,
    json,
    trials,
    walks,
    pages,
    mostSlips: whole.mostSlips,
    isWhole: !attach && !values.part && !values.fault && !values.page,
  };
}

/** In front of the parts of a shop that runs already there are no proxies. */
function faultsOf(attach: boolean, inContainers: boolean): readonly Fault[] {
  if (inContainers) return faultsInContainers;
  return attach ? faults.filter((fault) => !isProxyFault(fault)) : faults;
}
