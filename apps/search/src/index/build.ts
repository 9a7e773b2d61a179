// Builds one index from nothing and puts it in the place of the one before. Until the last step nobody sees anything of it.
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { type CatalogueReader, earliest } from './catalogue.ts';
import type { Indices } from './indices.ts';

export interface Built {
  readonly index: string;
  readonly products: number;
  /** When reading began, in ms since 1970: the index equals the catalogue of then. */
  readonly equalAt: number;
}

export interface BuildOptions {
  readonly indices: Indices;
  readonly catalogue: CatalogueReader;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** @throws when it cannot be finished; what was in use before is still in use then */
export async function buildIndex({ indices, catalogue, log, signal }: BuildOptions): Promise<Built> {
  const equalAt = Date.now();
  const moment = await catalogue.now(undefined, signal);
  const { name, meta } = await indices.create(moment, signal);
  try {
    let products = 0;
    const horizons = [moment.horizon];
    for await (const { documents, horizon } of oneAhead(catalogue.all(signal))) {
      horizons.push(horizon);
      await indices.add(name, { documents }, signal);
      products += documents.length;
    }
    await indices.complete(name, { ...meta, horizon: earliest(horizons) }, signal);
    const before = await indices.use(name, signal);
    for (const old of before) if (old.ours) await removeIfPossible(old.name);
    return { index: name, products, equalAt };
  } catch (error) {
    await removeIfPossible(name);
    throw error;
  }

  /** Best effort: what is left now is removed by a later look. */
  async function removeIfPossible(index: string): Promise<void> {
    await indices
      .removeUnused(index, signal)
      .catch((error: Error) => log.info({ index, reason: error.message }, 'an index is left'));
  }
}

/** Reads the next batch while the last one is written: the database and the engine work at the same time. */
async function* oneAhead<T>(batches: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = batches.next();
  for (;;) {
    const { done, value } = await next;
    if (done) return;
    next = batches.next();
    // Its failure is met above, in the next turn; if there is none, somebody has failed already.
    next.catch(() => undefined);
    yield value;
  }
}
