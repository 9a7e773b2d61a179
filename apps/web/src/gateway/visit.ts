// Who asks: travels from the browser through web to the gateway.
import { requestIdHeader, visitorHeader } from '@evenkeel/contracts';

export interface Visit {
  /** Made anew for every request, so that nobody outside can choose it. */
  readonly requestId: string;
  /** The visitor whom an earlier answer named; null on a first visit. */
  readonly visitor: string | null;
}

export const visitHeaders = ({ requestId, visitor }: Visit): Record<string, string> => ({
  [requestIdHeader]: requestId,
  ...(visitor === null ? {} : { [visitorHeader]: visitor }),
});
