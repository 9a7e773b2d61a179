// What each rung of the search ladder may cost. All of it is less than the 290 ms that the gateway waits: with a hung engine and
// two hung databases in the same moment, the last rung still answers in time. One behind the other they would not all fit: the
// database begins while the engine may still answer (docs/decisions/14-a-spare-in-hand.md).

/** Time for the whole ladder, in ms. */
export const ladderMs = 260;

/**
 * The most that a rung may take, in ms. An engine that is well answers in some 10 ms, and on a busy machine now and then in 150: its
 * answer is worth waiting for as long as the spare can still stand in.
 */
export const budgetsMs = {
  elasticsearch: 170,
  /** Two servers: the replica, then the primary. Beginning as the spare, they have from then on what the last rung leaves. */
  database: 230,
  /** Three questions to Redis at the most. Better late than nothing: the last rung has whatever is left. */
  popular: 150,
} as const;

/**
 * So long the engine is waited for alone, in ms; then the database is asked beside it, and has an answer in hand when the engine's time
 * is over. At normal speed it is never asked. Both databases hung, one after the other, still end before the last rung's time.
 */
export const spareAfterMs = 90;

/**
 * So long a spare that nobody needs any more may still run, in ms. A statement at a database that is well ends in that time. Given up at
 * once it would run on in the server all the same, and its connection would be lost: the next query would have to make another.
 */
export const spareRestMs = 50;

/** What the databases leave to the last rung however slow they are, in ms. */
export const reservedMs = 30;

/**
 * Time for one question to one of the two databases, in ms. The 9,600 products that a broad word may find among 100,000 take
 * some 60 ms to filter and count, and twice that on a busy machine. Together they are the time of the rung when the engine fails at once.
 */
export const databasePatienceMs = { hurried: 110, patient: 120 } as const;

/** Words of a query that are looked for; the rest is for nobody's eyes. */
export const limits = {
  words: 12,
  /** Searches in the engine at a time. */
  searches: 60,
  /** Searches that have the database asked beside the engine at a time: no more than one database takes at once. */
  spares: 20,
} as const;

/** Time for one question of those that nobody waits for, in ms: a batch of products for the index. */
export const readingPatienceMs = { hurried: 900, patient: 950 } as const;

/** What is read without anybody waiting → queries at a time. What holds up the index need not hold up the popular products. */
export const readingShares = { index: 12, popular: 4 } as const;

export type ReadingPurpose = keyof typeof readingShares;
