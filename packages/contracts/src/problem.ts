// RFC 9457 problem details: the shape of every error answer.
import { z } from 'zod';

export const problemContentType = 'application/problem+json';

export const problem = z.object({
  /** `about:blank`: the status says it all (RFC 9457, 4.2.1). */
  type: z.string(),
  title: z.string(),
  status: z.number().int().min(400).max(599),
  detail: z.string().optional(),
  /** The request id, to find the log lines by. */
  instance: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
