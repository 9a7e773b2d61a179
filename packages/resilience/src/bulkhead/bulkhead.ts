// A bulkhead limits how many calls to one dependency run at once, so that a slow one cannot fill the whole ship.
// A place is held until the work has really settled, also when its caller has long gone.
import { BulkheadFullError } from '../errors.ts';
import { wholeNumber } from '../options.ts';
import type { Host, Layer, LayerSource } from '../pipeline/layer.ts';
import { bulkheadLayer } from './bulkhead-layer.ts';

/** The right to run; handed back with `exit`. */
export interface Place {
  /** Handed back: a second time changes nothing. */
  left: boolean;
}

export interface BulkheadSnapshot {
  limit: number;
  active: number;
  queueLimit: number;
  queued: number;
  /** Calls turned away since the start, at the door or after waiting too long. */
  rejected: number;
}

export interface BulkheadOptions {
  /** Named in errors. */
  name?: string;
  /** So many calls run at once (10). */
  limit?: number;
}

/** Turns a call away at once when `limit` are running. @throws RangeError or TypeError naming a wrong option. */
export function bulkhead(options: BulkheadOptions = {}): Bulkhead {
  return new Bulkhead(options);
}

export class Bulkhead implements LayerSource {
  readonly kind = 'bulkhead';
  readonly name: string | undefined;
  readonly limit: number;
  #active = 0;
  #rejected = 0;

  constructor(options: BulkheadOptions) {
    this.name = options.name;
    this.limit = wholeNumber('limit', options.limit ?? 10);
  }

  /** Asks for a place. The error comes as a value, not as an exception. */
  enter(): Place | BulkheadFullError {
    if (this.isFull) return this.reject(`all ${this.limit} places are taken`);
    this.#active++;
    return { left: false };
  }

  /** Gives the place back. */
  exit(place: Place): void {
    if (place.left) return;
    place.left = true;
    this.#active--;
  }

  snapshot(): BulkheadSnapshot {
    return { limit: this.limit, active: this.#active, queueLimit: 0, queued: 0, rejected: this.#rejected };
  }

  /** For the list of a pipeline. */
  layer(host: Host): Layer {
    return bulkheadLayer(this, host);
  }

  get isFull(): boolean {
    return this.#active >= this.limit;
  }

  /** Counts a call that is turned away. */
  reject(message: string): BulkheadFullError {
    this.#rejected++;
    return new BulkheadFullError(message, this.name);
  }
}
