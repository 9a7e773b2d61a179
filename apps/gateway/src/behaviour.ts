// Tells the services what people do: recommendations come from it, and what is popular when nothing can be searched. Nobody waits
// for it and nothing depends on it.
import type { Behaviour } from '@evenkeel/contracts';
import type { Log } from '@evenkeel/service-kit';
import type { Clients } from './clients/index.ts';

export interface BehaviourRecorder {
  record(behaviour: Behaviour): void;
}

/** How long one message may take, in ms. */
const deadlineMs = 500;

export function behaviourRecorder(ask: Clients, log: Log): BehaviourRecorder {
  // A lost message is worth nothing to a visitor; the pipeline has counted the failure.
  const quietly = (message: Promise<void>) => {
    message.catch((error: unknown) => log.debug({ error: String(error) }, 'behaviour not recorded'));
  };
  return {
    record: (behaviour) => {
      quietly(ask.recommendation.behaved(behaviour, { deadlineMs }));
      if (behaviour.kind === 'view') quietly(ask.search.looked(behaviour.slug, { deadlineMs }));
    },
  };
}
