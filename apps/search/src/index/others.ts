// Other processes that keep the same index: what of theirs is left alone, and for how long.
import { isGone } from './builder.ts';
import { fits, type Index } from './listing.ts';

/** So long another process gets for building an index, or for ending us with a younger version. In ms. */
const patienceMs = 10 * 60_000;

/** While one version of the service replaces another, both would build in turn: the older one leaves it to the younger. */
export function isOfYoungerVersion(index: Index, us: { startedAt: number; builder: string }): boolean {
  if (!index.meta || fits(index) || isGone(index.meta.builder, us.builder)) return false;
  return index.createdAt > us.startedAt && Date.now() - index.createdAt < patienceMs;
}

/** Left half-built, or replaced and not removed, by us or by a process that died; not what another one is building. */
export function isLeft({ ours, current, meta, createdAt }: Index, us: string): boolean {
  if (current || !ours) return false;
  return (meta !== null && isGone(meta.builder, us)) || Date.now() - createdAt > patienceMs;
}
