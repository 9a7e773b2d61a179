// What to recommend: personal → recently viewed → trending in the category → bestsellers. Each rung needs less than the one above.
import type { CategoryRef, RecommendationBasis, RecommendedSlugs } from '@evenkeel/contracts';
import { climbDown, type Rung, type RungContext } from '@evenkeel/resilience';
import { unavailable } from '@evenkeel/service-kit/server/problem';
import type { History } from './history.ts';
import type { Popularity } from './popularity.ts';

export interface Question {
  /** The product that is being looked at; none on the home page. */
  readonly slug: string | undefined;
  /** Who asks; unknown on a first visit. */
  readonly visitor: string | undefined;
  readonly limit: number;
}

interface Recommended {
  readonly slugs: readonly string[];
  readonly category?: CategoryRef;
}

type NamedRung = Rung<Recommended> & { readonly name: RecommendationBasis };

/**
 * Time for one rung, in ms: a hung replica takes 120, and leaves as much as the primary needs when everybody turns to it; short enough for
 * the next rung, which has its answer ready, before the caller gives up.
 */
const rungMs = 210;

export type Recommendations = ReturnType<typeof recommendations>;

export function recommendations(history: History, popularity: Popularity) {
  return {
    /**
     * The best that can be said within `deadlineMs`.
     * @throws ProblemError 503 when no rung holds
     */
    async pick(question: Question, deadlineMs: number, signal: AbortSignal): Promise<RecommendedSlugs> {
      const { visitor, slug, limit } = question;
      const here = slug === undefined ? [] : [slug];
      const seen = onlyOnce(async (asked: AbortSignal) => {
        const views = visitor === undefined ? [] : await history.of(visitor, asked);
        return views.filter((view) => view !== slug);
      });

      const rungs: NamedRung[] = [
        rung('personal', async (asked) => {
          const views = await seen(asked);
          if (views.length === 0) return undefined;
          return { slugs: await popularity.alike(views, [...views, ...here], limit, asked) };
        }),
        rung('recently-viewed', async (asked) => ({ slugs: (await seen(asked)).slice(0, limit) })),
        rung('trending', async (asked) =>
          slug === undefined ? undefined : await popularity.trendingBeside(slug, limit, asked),
        ),
        rung('bestsellers', async (asked) => ({ slugs: await popularity.bestsellers(here, limit, asked) })),
      ];
      const { value, index, failures } = await climbDown(rungs, { name: 'recommendations', deadlineMs, signal });

      if (signal.aborted) throw signal.reason;
      const basis = rungs[index]?.name;
      if (!value || !basis) throw unavailable('Nothing can be recommended at the moment.');
      return { basis, degraded: failures.length > 0, category: value.category ?? null, slugs: [...value.slugs] };
    },
  };
}

/** A rung that holds when it has anything to recommend. */
function rung(name: RecommendationBasis, take: (signal: AbortSignal) => Promise<Recommended | undefined>): NamedRung {
  return {
    name,
    budgetMs: rungMs,
    take: async ({ signal }: RungContext) => {
      const found = await take(signal);
      return found && found.slugs.length > 0 ? found : undefined;
    },
  };
}

/** Asks the first time, and gives the same answer, or the same error, to everyone who asks later. */
function onlyOnce<T>(ask: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let answer: Promise<T> | undefined;
  return (signal) => {
    answer ??= ask(signal);
    return answer;
  };
}
