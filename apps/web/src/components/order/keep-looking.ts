// Looks again and again, one look at a time, and not for ever.

export interface Looking {
  /** One look; false when there is no more to wait for. */
  readonly look: () => Promise<boolean>;
  /** False while nobody would see it. */
  readonly mayLook: () => boolean;
  /** The pause before each look, and when the last one may begin, in ms. */
  readonly everyMs?: number;
  readonly forMs?: number;
}

/** Answers how to end it. */
export function keepLooking({ look, mayLook, everyMs = 3_000, forMs = 600_000 }: Looking): () => void {
  const until = performance.now() + forMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const later = () => {
    if (!ended && performance.now() + everyMs <= until) timer = setTimeout(turn, everyMs);
  };
  const turn = async () => {
    if (!mayLook() || (await look())) later();
  };
  later();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
