import type { Suggestions } from '@evenkeel/contracts';
import type { Log } from '@evenkeel/service-kit/telemetry/log';

export type Suggest = (query: string, signal: AbortSignal) => Promise<Suggestions>;

/** Suggestions as long as there are any: without an engine people type their words to the end. */
export function quietly(suggest: Suggest, log: Log): Suggest {
  return async (query, signal) => {
    try {
      return await suggest(query, signal);
    } catch (error) {
      log.debug({ reason: error instanceof Error ? error.message : String(error) }, 'no suggestions');
      return { items: [] };
    }
  };
}
