// Tells the services what people do: recommendations come from it, and what is popular when nothing can be searched. Nobody waits
// for it and nothing depends on it, so it waits a moment for company: one message for many visitors costs what one for each would.
import { type Behaviour, mostTold } from '@evenkeel/contracts';
import type { Log } from '@evenkeel/service-kit';
import type { Clients } from './clients/index.ts';

export interface BehaviourRecorder {
  record(behaviour: Behaviour): void;
  /** Sends what still waits. */
  close(): void;
}

/** How long one message may take, in ms. */
const deadlineMs = 500;
/** How long the first of a message waits for others, in ms: less than anybody needs for the next click. */
const gatherMs = 100;

export function behaviourRecorder(ask: Clients, log: Log): BehaviourRecorder {
  let waiting: Behaviour[] = [];
  let timer: NodeJS.Timeout | undefined;

  // A lost message is worth nothing to a visitor; the pipeline has counted the failure.
  const quietly = (message: Promise<void>) => {
    message.catch((error: unknown) => log.debug({ error: String(error) }, 'behaviour not recorded'));
  };
  const send = () => {
    clearTimeout(timer);
    const told = waiting;
    waiting = [];
    if (told.length === 0) return;
    quietly(ask.recommendation.behaved(told, { deadlineMs }));
    const looked = told.filter(({ kind }) => kind === 'view').map(({ slug }) => slug);
    if (looked.length > 0) quietly(ask.search.looked(looked, { deadlineMs }));
  };
  return {
    record: (behaviour) => {
      waiting.push(behaviour);
      if (waiting.length === 1) timer = setTimeout(send, gatherMs);
      else if (waiting.length === mostTold) send();
    },
    close: send,
  };
}
