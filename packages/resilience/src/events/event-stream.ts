// One stream of everything that happens. Logs, metrics, alerts and live pages listen here, so that no pipeline has to know of them, and
// none can be forgotten.
import type { ResilienceEvent } from './events.ts';
import { Listeners } from './listeners.ts';

export class EventStream {
  readonly #listeners = new Listeners<ResilienceEvent>('an event stream');

  /**
   * Hears of everything, in the order in which it happened, before the callers do. A listener that throws changes no outcome; what it does
   * takes the time of the calls. Returns a function that takes it off.
   */
  on(listener: (event: ResilienceEvent) => unknown): () => void {
    return this.#listeners.add(listener);
  }

  /** Whether anybody listens: if not, nothing has to be told. */
  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  emit(event: ResilienceEvent): void {
    this.#listeners.emit(event);
  }
}

const key = Symbol.for('@evenkeel/resilience events');
const shelf = globalThis as { [key]?: EventStream };
shelf[key] ??= new EventStream();

/**
 * The stream of this process: what is not given another one tells its events here. One, also where a bundler has put this package into
 * a program more than once.
 */
export const resilienceEvents: EventStream = shelf[key];
