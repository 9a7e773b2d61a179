// How the gateway sees itself and its dependencies. Only what the status page shows is read; the rest may change.
import { z } from 'zod';
import { ask } from './client.ts';
import type { Visit } from './visit.ts';

const health = z.object({ status: z.string(), degradedServices: z.array(z.string().max(40)).max(50) });

export type ShopHealth = { reachable: true; degradedServices: readonly string[] } | { reachable: false };

export async function shopHealth(visit: Visit): Promise<ShopHealth> {
  const asked = await ask('/health', health, visit);
  return asked.kind === 'answered'
    ? { reachable: true, degradedServices: asked.answer.degradedServices }
    : { reachable: false };
}
