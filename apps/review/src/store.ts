// The SQL of the review service.
import type { PostgresReads } from '@evenkeel/service-kit/postgres/reads';

export interface ReviewRow {
  id: string;
  stars: number;
  title: string;
  text: string;
  author: string;
  date: string;
  verified: boolean;
}

/** How many reviews of a product gave so many stars; stars nobody gave are left out. */
export interface StarsRow {
  stars: number;
  amount: number;
}

/** What the databases are read for → queries at a time: counting stars must not wait for a slow look at texts. */
export const shares = { stars: 10, newest: 8 } as const;

export type ReviewStore = ReturnType<typeof reviewStore>;

export function reviewStore(reads: PostgresReads<keyof typeof shares>) {
  return {
    stars: (slug: string, signal: AbortSignal) => reads.query<StarsRow>(starsSql, [slug], { signal, for: 'stars' }),
    newest: (slug: string, limit: number, signal: AbortSignal) =>
      reads.query<ReviewRow>(newestSql, [slug, limit], { signal, for: 'newest' }),
  };
}

const starsSql = 'select stars, count(*)::int as amount from reviews where product = $1 group by stars';

const newestSql = `
  select id, stars, title, text, author, written_on::text as date, verified
  from reviews where product = $1
  order by written_on desc, id
  limit $2`;
