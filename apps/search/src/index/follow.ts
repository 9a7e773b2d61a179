// Brings an index up to date: what has changed since the horizon that is written in it.
import { type CatalogueReader, earliest, type Now } from './catalogue.ts';
import type { Indices } from './indices.ts';
import type { FittingIndex } from './listing.ts';

export interface FollowOptions {
  readonly indices: Indices;
  readonly catalogue: CatalogueReader;
  readonly signal: AbortSignal;
}

/** How far it has come is written down only at the end: what is interrupted is read again. */
export async function follow(
  { indices, catalogue, signal }: FollowOptions,
  { name, meta }: FittingIndex,
  now: Now,
  equalAt: number,
): Promise<void> {
  const horizons = [now.horizon];
  for await (const { documents, horizon } of catalogue.changedSince(meta.horizon, signal)) {
    horizons.push(horizon);
    await indices.change(name, { documents }, signal);
  }
  const { gone, horizon } = await catalogue.removedSince(meta.horizon, signal);
  await indices.change(name, { gone }, signal);
  await indices.note(name, { ...meta, horizon: earliest([...horizons, horizon]), equalAt }, signal);
}
