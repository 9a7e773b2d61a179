import type { sectionFacts } from '@evenkeel/contracts';
import type { z } from 'zod';

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
