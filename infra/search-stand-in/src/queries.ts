// The queries: which documents fit, and how well.
import { z } from 'zod';
import { wordFor } from './analysis.ts';
import type { Document, Index } from './index-of-documents.ts';
import { minimumOf } from './minimum-should-match.ts';
import { isNear, mistakes } from './mistakes.ts';
import { notHere, onlyEntry } from './refusal.ts';

/** Id of a document → its score. */
export type Scores = ReadonlyMap<string, number>;

const textQuery = z.strictObject({
  query: z.string(),
  operator: z.literal('and'),
  fields: z.array(z.string()).optional(),
  boost: z.number().default(1),
  tie_breaker: z.number().optional(),
  fuzziness: z.literal('AUTO').optional(),
  prefix_length: z.literal(1).optional(),
});
type TextQuery = z.infer<typeof textQuery>;
const boolQuery = z.strictObject({
  should: z.array(z.unknown()).default([]),
  filter: z.array(z.unknown()).default([]),
  minimum_should_match: z.union([z.number(), z.string()]).default(1),
});
const disMaxQuery = z.strictObject({ queries: z.array(z.unknown()) });
const functionScore = z.strictObject({
  query: z.unknown(),
  functions: z
    .array(z.strictObject({ field_value_factor: z.strictObject({ field: z.string(), missing: z.number() }) }))
    .length(1),
  boost_mode: z.literal('multiply'),
});

/** @throws Refusal for a query that is not known here */
export function scoresOf(query: unknown, index: Index): Scores {
  const [kind, body] = onlyEntry(query, 'a query');
  switch (kind) {
    case 'match_all':
      return new Map([...index.documents()].map(([id]) => [id, 1]));
    case 'match_none':
      return new Map();
    case 'bool':
      return boolScores(boolQuery.parse(body), index);
    case 'dis_max':
      return bestScores(disMaxQuery.parse(body).queries, index);
    case 'multi_match':
      return textScores(textQuery.parse(body), index);
    case 'match': {
      const [field, text] = onlyEntry(body, 'match');
      return textScores({ ...textQuery.parse(text), fields: [field] }, index);
    }
    case 'function_score': {
      const { query: inner, functions } = functionScore.parse(body);
      const [factor] = functions.map(({ field_value_factor }) => field_value_factor);
      const factorOf = (id: string) => Number(index.document(id)?.[factor?.field ?? ''] ?? factor?.missing);
      return new Map([...scoresOf(inner, index)].map(([id, score]) => [id, score * factorOf(id)]));
    }
    default: {
      const passes = predicateOf(query);
      return new Map([...index.documents()].flatMap(([id, document]) => (passes(document) ? [[id, 1] as const] : [])));
    }
  }
}

function boolScores({ should, filter, minimum_should_match }: z.infer<typeof boolQuery>, index: Index): Scores {
  const passes = filter.map(predicateOf);
  const least = minimumOf(minimum_should_match, should.length);
  const found = new Map<string, { score: number; clauses: number }>();
  for (const clause of should) {
    for (const [id, score] of scoresOf(clause, index)) {
      const before = found.get(id) ?? { score: 0, clauses: 0 };
      found.set(id, { score: before.score + score, clauses: before.clauses + 1 });
    }
  }
  const scores = new Map<string, number>();
  for (const [id, { score, clauses }] of found) {
    const document = index.document(id);
    if (clauses >= least && document && passes.every((pass) => pass(document))) scores.set(id, score);
  }
  return scores;
}

/** Of several queries the one that fits best. */
function bestScores(queries: readonly unknown[], index: Index): Scores {
  const best = new Map<string, number>();
  for (const query of queries)
    for (const [id, score] of scoresOf(query, index)) best.set(id, Math.max(best.get(id) ?? 0, score));
  return best;
}

/** The best field decides; the others add a share of theirs, the tie breaker. */
function textScores({ query, fields = [], boost, tie_breaker = 0, fuzziness }: TextQuery, index: Index): Scores {
  const best = new Map<string, { best: number; sum: number }>();
  for (const field of fields) {
    const [name = '', weight = '1'] = field.split('^');
    for (const [id, score] of fieldScores(query, name, fuzziness !== undefined, index)) {
      const weighed = score * Number(weight) * boost;
      const before = best.get(id) ?? { best: 0, sum: 0 };
      best.set(id, { best: Math.max(before.best, weighed), sum: before.sum + weighed });
    }
  }
  return new Map([...best].map(([id, { best, sum }]) => [id, best + tie_breaker * (sum - best)]));
}

function fieldScores(query: string, field: string, forgiving: boolean, index: Index): Scores {
  const scores = new Map<string, number>();
  const found = index.texts.search(query, {
    fields: [field],
    combineWith: 'AND',
    processTerm: wordFor(field),
    // MiniSearch counts two swapped letters as two mistakes, so it is let go that far, and looked at afterwards.
    ...(forgiving && { fuzzy: (term: string) => (mistakes(term) === 0 ? 0 : 2) }),
  });
  for (const { id, score, queryTerms, terms } of found) {
    if (queryTerms.every((word) => terms.some((term) => isNear(word, term)))) scores.set(String(id), score);
  }
  return scores;
}

/** The queries that fit or don't, without a score. @throws Refusal for any other */
export function predicateOf(query: unknown): (document: Document) => boolean {
  const [kind, body] = onlyEntry(query, 'a filter');
  switch (kind) {
    case 'match_all':
      return () => true;
    case 'bool': {
      const { filter } = z.strictObject({ filter: z.array(z.unknown()) }).parse(body);
      const passes = filter.map(predicateOf);
      return (document) => passes.every((pass) => pass(document));
    }
    case 'term': {
      const [field, value] = onlyEntry(body, 'term');
      return (document) => document[field] === value;
    }
    case 'range': {
      const [field, limits] = onlyEntry(body, 'range');
      const { gte = -Infinity, lt = Infinity } = z
        .strictObject({ gte: z.number().optional(), lt: z.number().optional() })
        .parse(limits);
      return (document) => {
        const value = document[field];
        return typeof value === 'number' && value >= gte && value < lt;
      };
    }
    default:
      throw notHere(`the query [${kind}]`);
  }
}
