// Writing documents into an index.
import { setTimeout as pause } from 'node:timers/promises';
import { type Engine, statusOf } from '../engine/engine.ts';
import type { Gone, IndexedDocument } from './catalogue.ts';

export interface Changes {
  readonly documents?: readonly IndexedDocument[];
  readonly gone?: readonly Gone[];
}

/** The engine took a batch, but not all that is in it. */
export class BulkError extends Error {
  override readonly name = 'BulkError';
  /** Elasticsearch's name for what is wrong. */
  readonly type: string;

  constructor({ type, reason }: { type: string; reason?: string | null }) {
    super(reason ?? type);
    this.type = type;
  }
}

/**
 * Each document carries the transaction that changed it last as its version, and never replaces a younger one: several search
 * services may follow the catalogue at a time, and one of them may read from a replica that is behind.
 * @throws BulkError naming the first thing that the engine refused
 */
export async function write(
  engine: Engine,
  index: string,
  { documents = [], gone = [] }: Changes,
  options: { refresh: boolean; signal: AbortSignal },
): Promise<void> {
  if (documents.length + gone.length === 0) return;
  const target = (slug: string, version: number) =>
    ({ _index: index, _id: slug, version, version_type: 'external_gte' }) as const;
  const operations = [
    ...documents.flatMap(({ version, document }) => [{ index: target(document.slug, version) }, document]),
    ...gone.map(({ slug, version }) => ({ delete: target(slug, version) })),
  ];
  const request = { operations, refresh: options.refresh, filter_path: ['errors', 'items.*.error'] };
  const answer = await engine.keep((client, signal) => client.bulk(request, { signal }), { signal: options.signal });
  // Deleting what is not there any more is no failure, and not told as one.
  for (const item of answer.items ?? []) {
    const error = (item.index ?? item.delete)?.error;
    if (error && error.type !== youngerThere) throw new BulkError(error);
  }
}

/** As {@link write}, for what goes on for long: waits while the engine has more to do than it can hold, and goes on then. */
export async function writePatiently(...[engine, index, changes, options]: Parameters<typeof write>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(engine, index, changes, options);
    } catch (error) {
      if (!isBusy(error) || attempt === attempts) throw error;
      await pause(busyMs, undefined, { signal: options.signal });
    }
  }
}

/** Together a quarter of a minute: by then Elasticsearch has thrown away what it needs no more, or will not. */
const attempts = 30;
const busyMs = 500;

const isBusy = (error: unknown): boolean =>
  error instanceof BulkError ? error.type === 'es_rejected_execution_exception' : statusOf(error) === 429;

const youngerThere = 'version_conflict_engine_exception';
