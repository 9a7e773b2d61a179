// How many documents there are of each kind: the aggregations `filter`, `terms` and `range`.
import { z } from 'zod';
import type { Document } from './index-of-documents.ts';
import { predicateOf } from './queries.ts';
import { notHere } from './refusal.ts';

const termsBody = z.strictObject({ field: z.string(), size: z.number().int().min(1) });
const rangeBody = z.strictObject({
  field: z.string(),
  ranges: z.array(z.strictObject({ from: z.number(), to: z.number().optional() })),
});

/** @throws Refusal for an aggregation that is not known here */
export function aggregate(aggs: Readonly<Record<string, unknown>>, documents: readonly Document[]): object {
  return Object.fromEntries(
    Object.entries(aggs).map(([name, agg]) => {
      const { aggs: inner = {}, ...rest } = z
        .looseObject({ aggs: z.record(z.string(), z.unknown()).optional() })
        .parse(agg);
      const bucket = (key: object, within: readonly Document[]) => ({
        ...key,
        doc_count: within.length,
        ...aggregate(inner, within),
      });
      return [name, resultOf(rest, documents, bucket)];
    }),
  );
}

type Bucket = (key: object, within: readonly Document[]) => object;

function resultOf(agg: Readonly<Record<string, unknown>>, documents: readonly Document[], bucket: Bucket): object {
  const [[kind, body] = ['none', undefined]] = Object.entries(agg);
  switch (kind) {
    case 'filter':
      return bucket({}, documents.filter(predicateOf(body)));
    case 'terms': {
      const { field, size } = termsBody.parse(body);
      const groups = Map.groupBy(documents, (document) => document[field]);
      const sorted = [...groups].sort(
        ([a, one], [b, other]) => other.length - one.length || (String(a) < String(b) ? -1 : 1),
      );
      return { buckets: sorted.slice(0, size).map(([key, within]) => bucket({ key }, within)) };
    }
    case 'range': {
      const { field, ranges } = rangeBody.parse(body);
      return {
        buckets: ranges.map(({ from, to = Infinity }) =>
          bucket(
            { from, ...(to !== Infinity && { to }) },
            documents.filter((document) => {
              const value = document[field];
              return typeof value === 'number' && value >= from && value < to;
            }),
          ),
        ),
      };
    }
    default:
      throw notHere(`the aggregation [${kind}]`);
  }
}
