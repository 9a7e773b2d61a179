// A search: what fits, how well, in which order, and how many of each kind.
import { z } from 'zod';
import { aggregate } from './aggregations.ts';
import type { Document, Index } from './index-of-documents.ts';
import { predicateOf, type Scores, scoresOf } from './queries.ts';
import { onlyEntry } from './refusal.ts';

const request = z.strictObject({
  query: z.unknown().optional(),
  post_filter: z.unknown().optional(),
  aggs: z.record(z.string(), z.unknown()).optional(),
  sort: z.array(z.record(z.string(), z.unknown())).default([]),
  from: z.number().int().min(0).default(0),
  size: z.number().int().min(0).max(1_000).default(10),
  track_total_hits: z.boolean().optional(),
  _source: z.array(z.string()).optional(),
});

interface Hit {
  readonly id: string;
  readonly document: Document;
  readonly score: number;
}

export function runSearch(index: Index, body: unknown) {
  const { query = { match_all: {} }, post_filter, aggs, sort, from, size, _source } = request.parse(body);
  const all = hitsOf(index, scoresOf(query, index));
  const aggregations =
    aggs &&
    aggregate(
      aggs,
      all.map(({ document }) => document),
    );
  const passes = post_filter === undefined ? () => true : predicateOf(post_filter);
  const hits = all.filter(({ document }) => passes(document)).sort(orderOf(sort));
  return {
    took: 0,
    timed_out: false,
    _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
    hits: {
      total: { value: hits.length, relation: 'eq' },
      hits: hits.slice(from, from + size).map(({ id, document, score }) => ({
        _id: id,
        _score: score,
        _source: _source ? Object.fromEntries(_source.map((name) => [name, document[name]])) : document,
      })),
    },
    ...(aggregations && { aggregations }),
  };
}

const hitsOf = (index: Index, scores: Scores): Hit[] =>
  [...scores].flatMap(([id, score]) => {
    const document = index.document(id);
    return document ? [{ id, document, score }] : [];
  });

type Order = (one: Hit, other: Hit) => number;

/** By the first key that tells two hits apart; what lacks a field comes last. */
function orderOf(sort: readonly Record<string, unknown>[]): Order {
  const orders = sort.map((key): Order => {
    const [field, how] = onlyEntry(key, 'a sort key');
    const descending =
      (typeof how === 'string' ? how : z.looseObject({ order: z.string() }).parse(how).order) === 'desc';
    const keyOf = (hit: Hit) => (field === '_score' ? hit.score : hit.document[field]);
    return (one, other) => {
      const [a, b] = [keyOf(one), keyOf(other)];
      if (a === b) return 0;
      if (a === undefined || a === null) return 1;
      if (b === undefined || b === null) return -1;
      return (a < b ? -1 : 1) * (descending ? -1 : 1);
    };
  });
  return (one, other) => {
    for (const order of orders) {
      const difference = order(one, other);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}
