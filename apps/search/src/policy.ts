// What each rung of the search ladder may cost. All of it is less than the 290 ms that the gateway waits: with a hung engine and
// two hung databases in the same moment, the last rung still answers in time.

/** Time for the whole ladder, in ms. */
export const ladderMs = 260;

/** The most that a rung may take, in ms. The databases get what the engine has left, less the time of the last rung. */
export const budgetsMs = {
  elasticsearch: 100,
  /** Two servers: the replica, then the primary. */
  database: 230,
  /** Three questions to Redis at the most. Better late than nothing: the last rung has whatever is left. */
  popular: 150,
} as const;

/** What the databases leave to the last rung however slow they are, in ms. */
export const reservedMs = 30;

/**
 * Time for one question to one of the two databases, in ms. The 9,600 products that a broad word may find among 100,000 take
 * some 60 ms to filter and count, and twice that on a busy machine. Together they are the time of the rung.
 */
export const databasePatienceMs = { hurried: 110, patient: 120 } as const;

/** Words of a query that are looked for; the rest is for nobody's eyes. */
export const limits = {
  words: 12,
  /** Searches in the engine at a time. */
  searches: 60,
} as const;

/** Time for one question of those that nobody waits for, in ms: a batch of products for the index. */
export const readingPatienceMs = { hurried: 900, patient: 950 } as const;

/** What is read without anybody waiting → queries at a time. What holds up the index need not hold up the popular products. */
export const readingShares = { index: 12, popular: 4 } as const;

export type ReadingPurpose = keyof typeof readingShares;
