// Composes a page: all sections in parallel, none waits for another, answered whole at the latest at the deadline.
import { degradedBanner, type Section } from '@evenkeel/contracts';
import type { Copies } from '../copies/copies.ts';
import type { Visit } from '../sections/ladder.ts';
import { missing } from '../sections/rungs.ts';
import type { PageSection, TakenSection } from '../sections/section.ts';

/** The degradation policy of one page. */
export interface PagePlan<V extends Visit> {
  readonly name: string;
  /** The page is answered within this time, in ms, whatever its dependencies do. */
  readonly deadlineMs: number;
  readonly sections: Readonly<Record<string, PageSection<V>>>;
}

export interface PageBody {
  readonly sections: Record<string, Section<unknown>>;
  readonly warnings: readonly string[];
  readonly system: 'normal' | 'degraded';
  readonly requestId: string;
  readonly tookMs: number;
  readonly deadlineMs: number;
}

export type PageAnswer =
  | { readonly kind: 'page'; readonly body: PageBody; readonly taken: ReadonlyMap<string, TakenSection> }
  /** The source of the core says that there is no such thing. */
  | { readonly kind: 'missing' }
  /** Neither the source nor a copy of the core is there. */
  | { readonly kind: 'no-core'; readonly reason: string };

export interface Page<V extends Visit> {
  readonly name: string;
  readonly sectionNames: readonly string[];
  /** The whole page, or with `only` that one section of it. */
  compose(visit: V, options: { signal: AbortSignal; remainingMs: number; only?: string }): Promise<PageAnswer>;
}

/** Opens `plan` on `copies`. */
export function createPage<V extends Visit>(plan: PagePlan<V>, copies: Copies): Page<V> {
  const all = Object.entries(plan.sections).map(([name, section]) => ({
    name,
    core: section.core,
    take: section.open(name, copies),
  }));
  return {
    name: plan.name,
    sectionNames: Object.keys(plan.sections),
    compose: async (visit, { signal, remainingMs, only }) => {
      const deadlineMs = Math.min(plan.deadlineMs, remainingMs);
      const started = performance.now();
      const wanted = only === undefined ? all : all.filter(({ name }) => name === only);
      const taken = await Promise.all(
        wanted.map(async ({ name, core, take }) => ({
          name,
          core,
          answer: await take(visit, { signal, deadlineMs }),
        })),
      );

      const shown: Record<string, Section<unknown>> = {};
      const sections = new Map<string, TakenSection>();
      for (const { name, core, answer } of taken) {
        if (answer === missing) return { kind: 'missing' };
        const { section } = answer;
        if (core && section.state === 'unavailable') return { kind: 'no-core', reason: section.reason ?? 'unknown' };
        shown[name] = section;
        sections.set(name, answer);
      }
      const normal = Object.values(shown).every(({ state }) => state === 'live');
      return {
        kind: 'page',
        taken: sections,
        body: {
          sections: shown,
          warnings: normal ? [] : [`${degradedBanner.bold} ${degradedBanner.rest}`],
          system: normal ? 'normal' : 'degraded',
          requestId: visit.requestId,
          tookMs: Math.round((performance.now() - started) * 10) / 10,
          deadlineMs: plan.deadlineMs,
        },
      };
    },
  };
}
