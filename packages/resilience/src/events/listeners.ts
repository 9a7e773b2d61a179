// Telling others about changes without letting them break anything.

const reported = new Set<string>();

/**
 * Shows a mistake in code that was handed in (a classification, a hook) as a warning of the process (of the console, in a browser),
 * without changing any outcome. Once per place: a mistake that is made with every call must not fill the log.
 */
export function reportMistake(where: string, error: unknown): void {
  if (reported.has(where)) return;
  reported.add(where);
  warn(where, error);
}

/** Never throws, whatever was thrown: not everything can be made into a text. */
function warn(where: string, error: unknown): void {
  let what = 'with something that has no text';
  try {
    what = error instanceof Error ? error.message : String(error);
  } catch {} // It has none.
  const text = `${where} failed: ${what}`;
  if (typeof process === 'undefined') console.warn(text);
  else process.emitWarning(text, 'ResilienceWarning');
}

/**
 * What a listener causes may cause something in turn, and so on, for so many steps. A listener that answers each event with another would
 * never end.
 */
const longestChain = 8;

interface Entry<E> {
  readonly listener: (event: E) => unknown;
  /** Its first mistake was shown. */
  isReported: boolean;
}

export class Listeners<E> {
  readonly #of: string;
  readonly #entries = new Set<Entry<E>>();
  /** What has to be told next, with the number of steps that led to it. */
  readonly #waiting: { readonly event: E; readonly step: number }[] = [];
  /** That of the event which is being told; -1 when none is. */
  #step = -1;

  /** @param of whose listeners they are, for the warning */
  constructor(of: string) {
    this.#of = of;
  }

  /** Returns a function that takes the listener off again. */
  add(listener: (event: E) => unknown): () => void {
    const entry = { listener, isReported: false };
    this.#entries.add(entry);
    return () => {
      this.#entries.delete(entry);
    };
  }

  get size(): number {
    return this.#entries.size;
  }

  /**
   * Calls every listener. One that throws, now or later, is reported as a warning; the others hear the event all the same. What a
   * listener causes is told after what has caused it, to everybody: the order of events is that of what happened.
   */
  emit(event: E): void {
    if (this.#entries.size === 0) return;
    const step = this.#step + 1;
    if (step > longestChain) {
      reportMistake(
        `an event of ${this.#of}`,
        new Error(`${longestChain} events led to it, each the cause of the next: not told`),
      );
      return;
    }
    if (step > 0) {
      this.#waiting.push({ event, step });
      return;
    }
    this.#tell(event, step);
    // It grows meanwhile. Taken off one by one, each would move all those behind it.
    for (const next of this.#waiting) this.#tell(next.event, next.step);
    this.#waiting.length = 0;
    this.#step = -1;
  }

  #tell(event: E, step: number): void {
    this.#step = step;
    for (const entry of [...this.#entries]) {
      try {
        const answer = entry.listener(event);
        if (answer instanceof Promise) answer.catch((error) => this.#report(entry, error));
      } catch (error) {
        this.#report(entry, error);
      }
    }
  }

  #report(entry: Entry<E>, error: unknown): void {
    if (entry.isReported) return;
    entry.isReported = true;
    warn(`a listener of ${this.#of}`, error);
  }
}
