// Telling others about changes without letting them break anything.

const reported = new Set<string>();

/**
 * Shows a mistake in code that was handed in (a listener, a classification) as a warning of the process (of the console, in a browser), without changing
 * any outcome. Once per place: a mistake that is made with every call must not fill the log.
 */
export function reportMistake(where: string, error: unknown): void {
  if (reported.has(where)) return;
  reported.add(where);
  const text = `${where} failed: ${error instanceof Error ? error.message : String(error)}`;
  if (typeof process === 'undefined') console.warn(text);
  else process.emitWarning(text, 'ResilienceWarning');
}

/** A listener that answers each event with another would never end. */
const mostWaiting = 1_000;

export class Listeners<E> {
  readonly #of: string;
  readonly #listeners = new Set<(event: E) => unknown>();
  /** The one that is being told, and those that came up meanwhile. */
  readonly #waiting: E[] = [];

  /** @param of whose listeners they are, for the warning */
  constructor(of: string) {
    this.#of = of;
  }

  /** Returns a function that takes the listener off again. */
  add(listener: (event: E) => unknown): () => void {
    const entry = (event: E): unknown => listener(event);
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  get size(): number {
    return this.#listeners.size;
  }

  /**
   * Calls every listener. One that throws, now or later, is reported as a warning; the others hear the event all the same. What a
   * listener causes is told after what has caused it, to everybody: the order of events is that of what happened.
   */
  emit(event: E): void {
    if (this.#listeners.size === 0) return;
    if (this.#waiting.length >= mostWaiting) {
      this.#report(new Error(`more than ${mostWaiting} events of its own making`));
      return;
    }
    this.#waiting.push(event);
    if (this.#waiting.length > 1) return;
    for (let told = 0; told < this.#waiting.length; told++) this.#tell(this.#waiting[told] as E);
    this.#waiting.length = 0;
  }

  #tell(event: E): void {
    for (const listener of [...this.#listeners]) {
      try {
        const answer = listener(event);
        if (answer instanceof Promise) answer.catch((error) => this.#report(error));
      } catch (error) {
        this.#report(error);
      }
    }
  }

  #report(error: unknown): void {
    reportMistake(`a listener of ${this.#of}`, error);
  }
}
