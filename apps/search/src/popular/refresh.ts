// Renews the cards of the most popular products: those looked at most in the last days, filled up with bestsellers.
import { setTimeout as pause } from 'node:timers/promises';
import { searchLimits } from '@evenkeel/contracts';
import type { PostgresReads } from '@evenkeel/service-kit/postgres/reads';
import type { RedisStore } from '@evenkeel/service-kit/redis/store';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { cardRow } from '../database/rung.ts';
import type { ReadingPurpose } from '../policy.ts';
import type { KeptCards } from './kept.ts';
import { dayOf, keys } from './keys.ts';

/** Between two renewals, in ms; sooner after a failed one. */
const everyMs = 20_000;
const againMs = 3_000;
/** Cards are kept for a day, as all copies are (G9). In seconds. */
const keptForS = 24 * 60 * 60;
const dayMs = 24 * 60 * 60_000;
/** How much a look counts, by the days since: what was popular last week is less so today. */
const weights = [8, 4, 2, 1];

const cardsSql = `
  select * from cards
  order by array_position($1::text[], slug) nulls last, sales_rank
  limit ${searchLimits.pageSize}`;

/** Renews until the function that it returns is called. */
export function refreshPopular(redis: RedisStore, reads: PostgresReads<ReadingPurpose>, log: Log): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  let told = '';

  const renew = async () => {
    const days = weights.map((_, age) => keys.looks(dayOf(Date.now() - age * dayMs)));
    const slugs = await redis.run(
      (client) => client.zunion(days.length, ...days, 'WEIGHTS', ...weights.map(String), 'WITHSCORES'),
      { signal },
    );
    const rows = await reads.query(cardsSql, [mostFirst(slugs)], { signal, for: 'popular' });
    const kept: KeptCards = { at: Date.now(), total: rows.length, items: rows.map((row) => cardRow.parse(row)) };
    await redis.write((client) => client.set(keys.cards, JSON.stringify(kept), 'EX', keptForS), { signal });
  };

  const run = async () => {
    while (!signal.aborted) {
      let pauseMs = everyMs;
      try {
        await renew();
        told = '';
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (reason !== told && !signal.aborted) log.info({ reason }, 'popular products are not renewed');
        told = reason;
        pauseMs = againMs;
      }
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  };
  void run();
  return () => stopping.abort();
}

/** So many of the slugs that were looked at most are asked for: some may be no products any more, or never were. */
const mostAsked = 200;

/** `[slug, score, slug, score, …]` → the slugs, highest score first. */
function mostFirst(scored: readonly string[]): string[] {
  const pairs: { slug: string; score: number }[] = [];
  for (let index = 0; index + 1 < scored.length; index += 2)
    pairs.push({ slug: scored[index] ?? '', score: Number(scored[index + 1]) });
  pairs.sort((a, b) => b.score - a.score);
  return pairs.slice(0, mostAsked).map(({ slug }) => slug);
}
