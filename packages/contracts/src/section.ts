// The envelope of everything a page shows: a section never throws, a failed dependency is data.
import { z } from 'zod';

export const sectionStates = ['live', 'stale', 'fallback', 'disabled', 'unavailable'] as const;
export type SectionState = (typeof sectionStates)[number];

/** Where the data came from. */
export const sources = [
  'service',
  'cache',
  'elasticsearch',
  'database',
  'personal',
  'recently-viewed',
  'trending',
  'bestsellers',
  'static',
  'none',
] as const;
export type Source = (typeof sources)[number];

/** How old a last good copy is: fresh ≤ 5 min, degraded ≤ 1 h, emergency ≤ 1 day. */
export const tiers = ['fresh', 'degraded', 'emergency'] as const;
export type Tier = (typeof tiers)[number];

/** The fields of a section that say how its data came about; `data` is added by {@link sectionOf}. */
export const sectionFacts = z.object({
  state: z.enum(sectionStates),
  source: z.enum(sources),
  /** Age of the data in ms when it is a copy, else null. */
  ageMs: z.number().min(0).nullable(),
  tier: z.enum(tiers).nullable(),
  /** One plain sentence for people, from design/wording; null when there is nothing to say. */
  message: z.string().nullable(),
  /** Why the better rungs failed, for operators: "review: circuit breaker open, probe in 4 s"; null when live. */
  reason: z.string().nullable(),
  /** Time this section took inside the gateway, in ms. */
  tookMs: z.number().min(0),
});

/** What a section says of itself that its service has answered just now. */
export const liveNow = {
  state: 'live',
  source: 'service',
  ageMs: null,
  tier: null,
  message: null,
  reason: null,
  tookMs: 0,
} as const satisfies z.infer<typeof sectionFacts>;

/** The schema of a section that carries `data` (null when it has nothing to show). */
export const sectionOf = <T extends z.ZodType>(data: T) => sectionFacts.extend({ data: data.nullable() });

export type Section<T> = z.infer<typeof sectionFacts> & { data: T | null };
