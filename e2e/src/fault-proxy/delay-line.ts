// Holds what a part says back for a while, in order. Every piece is late by the same time, however many there are.
import type { Socket } from 'node:net';

/** So many pieces are held; then the part is read no further. */
const mostHeld = 1_000;

export interface DelayLine {
  push(chunk: Buffer): void;
  /** Nothing comes any more: `to` ends once all that is held has gone out. */
  end(): void;
  /** Lets go of everything at once. */
  flush(): void;
}

/** From one socket to another, `delayMs()` ms late; that is asked for each piece when it comes. */
export function delayLine(from: Socket, to: Socket, delayMs: () => number): DelayLine {
  const held: { readonly chunk: Buffer; readonly due: number }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  const write = (chunk: Buffer) => {
    if (to.destroyed || to.write(chunk)) return;
    from.pause();
    to.once('drain', () => from.resume());
  };
  const release = (until: number) => {
    clearTimeout(timer);
    timer = undefined;
    for (let next = held[0]; next && next.due <= until; next = held[0]) {
      held.shift();
      write(next.chunk);
    }
    if (held.length < mostHeld && from.isPaused() && !to.writableNeedDrain) from.resume();
    const [next] = held;
    if (next) timer = setTimeout(() => release(performance.now()), Math.max(1, next.due - performance.now()));
    else if (ended) to.end();
  };
  // Whoever waited has gone: nothing is held for nobody.
  to.once('close', () => {
    clearTimeout(timer);
    held.length = 0;
  });

  return {
    push: (chunk) => {
      const late = delayMs();
      if (late === 0 && held.length === 0) return write(chunk);
      held.push({ chunk, due: performance.now() + late });
      if (held.length >= mostHeld) from.pause();
      if (timer === undefined) release(Number.NEGATIVE_INFINITY);
    },
    end: () => {
      ended = true;
      if (held.length === 0) to.end();
    },
    flush: () => release(Number.POSITIVE_INFINITY),
  };
}
