// Whether the index has as many products as the catalogue. An index loses some when somebody deletes in it, or restores half.
import type { CatalogueReader } from './catalogue.ts';

/** The catalogue is counted again after so many looks at the latest, even if it says that nothing has changed in it. */
const countEvery = 15;

export function driftWatch(catalogue: CatalogueReader) {
  let inCatalogue: number | undefined;
  let looks = 0;
  let misses = 0;

  return {
    /** The catalogue has changed, or there is another index. */
    forget(): void {
      inCatalogue = undefined;
      misses = 0;
    },

    /** The two numbers when they differ twice in a row: products may come and go between two counts. */
    async look(inIndex: number, horizon: string, signal: AbortSignal) {
      if (inCatalogue === undefined || misses > 0 || ++looks % countEvery === 0) {
        const seen = await catalogue.count(signal);
        // A server that is behind has not seen all that is in the index.
        inCatalogue = BigInt(seen.horizon) < BigInt(horizon) ? undefined : seen.count;
      }
      misses = inCatalogue === undefined || inCatalogue === inIndex ? 0 : misses + 1;
      return misses < 2 ? undefined : { inIndex, inCatalogue };
    },
  };
}
