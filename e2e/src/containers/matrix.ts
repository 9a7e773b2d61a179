import { runMatrix, shortMatrixInContainers } from '../matrix/run.ts';
import { underTrialInContainers } from '../matrix/trial/shop-under-trial.ts';
import type { Claims } from './claims.ts';
import type { TrialComposition } from './trial-composition.ts';

/** The short form of the matrix; `pnpm matrix --platform docker` is the whole. */
export async function matrixInContainers({ shop }: TrialComposition, { add }: Claims): Promise<void> {
  const { cells } = await runMatrix(underTrialInContainers(shop), shortMatrixInContainers, (line) =>
    console.log(`  ${line}`),
  );
  const passed = cells.filter(({ holds }) => holds).length;
  add('the matrix in containers, short form', { passed, failed: cells.length - passed, skipped: 0 });
}
