// The keys in Redis. The number changes with the form of what is kept, so that a new version never reads what an old one wrote.
const prefix = 'search:1';

export const keys = {
  /** Sorted set: query → how often it was asked for. */
  queries: `${prefix}:queries`,
  /** The results of one query, as JSON. */
  results: (query: string) => `${prefix}:results:${query}`,
  /** Sorted set of one day: slug → how often it was looked at. */
  looks: (day: string) => `${prefix}:looks:${day}`,
  /** The cards of the most popular products, as JSON. */
  cards: `${prefix}:cards`,
} as const;

export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
