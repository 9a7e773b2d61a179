// Asks for suggestions while somebody types: after a pause, for the newest text only. An answer to an older text never
// counts, also when it comes in spite of having been cancelled; one that fails or takes too long is an empty one.

/** After the last key, in ms. */
export const PAUSE_MS = 150;
export const PATIENCE_MS = 1_000;
export const LEAST_LETTERS = 2;

export type Ask = (query: string, signal: AbortSignal) => Promise<readonly string[]>;

export interface NewestAnswer {
  /** Forgets what was asked before; `found` hears of the answer to this text, or at once of none for a text too short. */
  about(text: string): void;
  /** Nothing that was asked so far will be heard of. */
  stop(): void;
}

export function newestAnswer(ask: Ask, found: (items: readonly string[]) => void): NewestAnswer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = new AbortController();

  const stop = () => {
    clearTimeout(timer);
    asking.abort();
  };

  const about = (text: string) => {
    stop();
    const query = text.trim();
    if (query.length < LEAST_LETTERS) return found([]);
    asking = new AbortController();
    const { signal } = asking;
    const hear = (items: readonly string[]) => {
      if (signal.aborted) return;
      // Heard once: an answer after the end of patience is late, too.
      stop();
      found(items);
    };
    timer = setTimeout(() => {
      timer = setTimeout(() => hear([]), PATIENCE_MS);
      // Nobody waits for suggestions: without them people type their words to the end.
      ask(query, signal).then(hear, () => hear([]));
    }, PAUSE_MS);
  };

  return { about, stop };
}
