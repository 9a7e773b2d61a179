// How the gateway sees itself and its dependencies. Only what the status page shows is read; the rest may change.
import { z } from 'zod';
import { ask } from './client.ts';
import type { Visit } from './visit.ts';

const health = z.object({
  degradedServices: z.array(z.string().max(60)).max(50),
  dependencies: z.array(z.object({ name: z.string().max(60) })).max(50),
});

export interface PartHealth {
  readonly name: string;
  readonly works: boolean;
}

export type ShopHealth = { reachable: true; parts: readonly PartHealth[] } | { reachable: false };

/** Services with rungs of their own answer well while they are limited: looked at now, they say so. */
const sections = {
  'search.find': '/pages/search?section=results',
  'recommendation.pick': '/pages/home?section=recommendations',
} as const;
const asked = z.object({ section: z.object({ state: z.string().max(20) }) });

export async function shopHealth(visit: Visit): Promise<ShopHealth> {
  const looks = Object.entries(sections).map(async ([name, path]) => {
    const seen = await ask(path, asked, visit);
    return seen.kind === 'answered' && seen.answer.section.state !== 'live' ? name : undefined;
  });
  // Before the overview, which then knows what they have met.
  const limited = await Promise.all(looks);
  const overview = await ask('/health', health, visit);
  if (overview.kind !== 'answered') return { reachable: false };
  const { dependencies, degradedServices } = overview.answer;
  return {
    reachable: true,
    parts: dependencies.map(({ name }) => ({
      name,
      works: !degradedServices.includes(name) && !limited.includes(name),
    })),
  };
}
