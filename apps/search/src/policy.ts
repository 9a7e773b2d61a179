// What each rung of the search ladder may cost. Together they are less than the 290 ms that the gateway waits: with a hung
// engine and two hung databases in the same moment, the last rung still answers in time.

/** Time for each rung, in ms. */
export const budgetsMs = {
  elasticsearch: 100,
  /** Two servers: the replica, then the primary. */
  database: 130,
  popular: 30,
} as const;

/** Time for one question to one of the two databases, in ms; the second gets what the first left. */
export const databasePatienceMs = { hurried: 62, patient: 66 } as const;

export const ladderMs = budgetsMs.elasticsearch + budgetsMs.database + budgetsMs.popular;

/** Words of a query that are looked for; the rest is for nobody's eyes. */
export const limits = {
  words: 12,
  /** Searches in the engine at a time. */
  searches: 60,
} as const;

/** Time for one question of those that nobody waits for, in ms: a batch of products for the index. */
export const readingPatienceMs = { hurried: 900, patient: 950 } as const;
