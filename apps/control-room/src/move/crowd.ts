// People in the shop, as many as the slider says. They leave when the control room ends: nothing of it is left behind.
import { type VisitorOptions, visitor } from '@evenkeel/shop';

export const mostVisitors = 50;

export interface Crowd {
  size(): number;
  /** From now on; who is too many leaves after one page more at most. */
  set(visitors: number): void;
  close(): Promise<void>;
}

/** @param walk one visitor's way through the shop until the signal aborts; the seeded one of `shop load`, when left out */
export function crowd(
  url: string,
  walk: (options: VisitorOptions) => Promise<void> = (options) => visitor(options, () => undefined),
): Crowd {
  const walking: { readonly leave: AbortController; readonly gone: Promise<void> }[] = [];
  const leaving = new Set<Promise<void>>();
  let seed = 1;

  const enter = () => {
    const leave = new AbortController();
    seed += 1;
    walking.push({ leave, gone: walk({ url, seed, signal: leave.signal }) });
  };
  const exit = () => {
    const one = walking.pop();
    if (one === undefined) return;
    one.leave.abort();
    const gone = one.gone.finally(() => leaving.delete(gone));
    leaving.add(gone);
  };
  const set = (visitors: number) => {
    while (walking.length < visitors) enter();
    while (walking.length > visitors) exit();
  };
  return {
    size: () => walking.length,
    set,
    async close() {
      set(0);
      await Promise.all(leaving);
    },
  };
}
