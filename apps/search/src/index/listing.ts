// What an engine tells of its indices, and what we have written into ours.
import { z } from 'zod';
import { fingerprintOf, indexVersion } from './version.ts';

const meta = z.object({
  /** See version.ts. */
  version: z.string(),
  /** Fingerprint of the mapping as the engine tells it since the index was built; empty until then. */
  mapping: z.string(),
  catalogue: z.string(),
  /** All changes before it are in the index. */
  horizon: z.string().regex(/^\d+$/),
  /** When the index was last known to equal the catalogue, or its building began: ms since 1970. */
  equalAt: z.number(),
  /** Which process builds it. */
  builder: z.string(),
});
export type IndexMeta = z.infer<typeof meta>;

export interface Index {
  readonly name: string;
  /** Whether it is called as we call ours. Only such a one is ever changed or removed. */
  readonly ours: boolean;
  /** Whether the alias points at it. */
  readonly current: boolean;
  /** Whether something is forbidden in it, such as writing. */
  readonly locked: boolean;
  /** Ms since 1970, by the engine's clock. */
  readonly createdAt: number;
  /** Null when somebody else made it, or has changed its mapping since. */
  readonly meta: IndexMeta | null;
  /** Fingerprint of its mapping. */
  readonly mapping: string;
}

/** An index that this code could have built, whole. */
export type FittingIndex = Index & { readonly meta: IndexMeta };

export const fits = (index: Index | undefined): index is FittingIndex => index?.meta?.version === indexVersion;

const answer = z.record(
  z.string(),
  z.object({
    aliases: z.record(z.string(), z.unknown()).default({}),
    mappings: z.record(z.string(), z.unknown()).default({}),
    settings: z.object({
      index: z.object({
        creation_date: z.coerce.number(),
        blocks: z.record(z.string(), z.unknown()).default({}),
      }),
    }),
  }),
);

/** The indices of `alias`, in the order of their use: what is searched and fits, what is searched, the others. */
export function readListing(told: unknown, alias: string): Index[] {
  const ourName = new RegExp(`^${alias}-v[0-9a-f]{8}-\\d{14}-[0-9a-f]{6}$`);
  const rank = (index: Index) => (index.current ? (fits(index) ? 0 : 1) : 2);
  return (
    Object.entries(answer.parse(told))
      .map(([name, { aliases, mappings, settings }]): Index => {
        const { _meta, ...rest } = mappings;
        const mapping = fingerprintOf(rest);
        const { data } = meta.safeParse(_meta);
        const intact = data !== undefined && (data.mapping === '' || data.mapping === mapping);
        return {
          name,
          ours: ourName.test(name),
          current: Object.hasOwn(aliases, alias),
          locked: Object.values(settings.index.blocks).some((value) => String(value) === 'true'),
          createdAt: settings.index.creation_date,
          meta: intact ? data : null,
          mapping,
        };
      })
      // Another alias may begin like ours: its indices are nothing to us.
      .filter(({ ours, current }) => ours || current)
      .sort((a, b) => rank(a) - rank(b))
  );
}
