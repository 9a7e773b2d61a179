import { playwright } from '../npm-test/tools.ts';
import type { Claims } from './claims.ts';
import type { TrialComposition } from './trial-composition.ts';

/** The same browser tests as of the shop of processes. */
export async function browserInContainers({ env }: TrialComposition, { add }: Claims): Promise<void> {
  add('the browser tests, in containers', await playwright(env));
}
