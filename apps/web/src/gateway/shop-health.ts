// How the gateway sees itself and its dependencies. Only what the status page shows is read; the rest may change.
import { z } from 'zod';
import { ask } from './client.ts';
import type { Visit } from './visit.ts';

const health = z.object({
  degradedServices: z.array(z.string().max(60)).max(50),
  limitedSections: z.array(z.object({ name: z.string().max(60) })).max(100),
  dependencies: z.array(z.object({ name: z.string().max(60) })).max(50),
});

export interface PartHealth {
  readonly name: string;
  readonly works: boolean;
}

export type ShopHealth =
  | { reachable: true; parts: readonly PartHealth[]; limitedSections: readonly string[] }
  | { reachable: false };

export async function shopHealth(visit: Visit): Promise<ShopHealth> {
  const asked = await ask('/health', health, visit);
  if (asked.kind !== 'answered') return { reachable: false };
  const { dependencies, degradedServices, limitedSections } = asked.answer;
  return {
    reachable: true,
    limitedSections: limitedSections.map(({ name }) => name),
    parts: dependencies.map(({ name }) => ({ name, works: !degradedServices.includes(name) })),
  };
}
