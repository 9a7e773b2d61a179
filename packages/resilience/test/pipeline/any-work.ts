// Work of any kind, kept an eye on: what was begun, what runs, and what has to be let go in the end.
import type { CallContext } from '../../src/index.ts';
import type { JumpingClock } from '../jumping-clock.ts';
import type { How } from './any-pipeline.ts';

export class Works {
  running = 0;
  mostRunning = 0;
  readonly #clock: JumpingClock;
  readonly #hung = new Set<() => void>();

  constructor(clock: JumpingClock) {
    this.#clock = clock;
  }

  begin(how: How, afterMs: number, context: CallContext, leave: () => void): unknown {
    const { signal } = context;
    if (how === 'plain value') return 1;
    if (how === 'throw') throw new Error(how);
    if (how === 'its caller leaves') leave();
    if (how === 'thenable that throws')
      return thenable(() => {
        throw new Error(how);
      });
    this.mostRunning = Math.max(this.mostRunning, ++this.running);
    return this.#promise(how, afterMs, signal);
  }

  /** What hangs comes to an end; whether there was any. */
  letGo(): boolean {
    const hung = [...this.#hung];
    this.#hung.clear();
    for (const end of hung) end();
    return hung.length > 0;
  }

  #promise(how: How, afterMs: number, signal: AbortSignal): PromiseLike<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const end = (result: How) => {
      this.running--;
      if (result === '503' || result === '404') reject(Object.assign(new Error(result), { status: Number(result) }));
      else if (result === 'defect') reject(new Error(result));
      else resolve(1);
    };
    const after = (ms: number, result: How) => this.#clock.real.setTimer(() => end(result), ms);
    if (how === 'hang') this.#hung.add(() => end('success'));
    else if (how === 'late success' || how === 'late failure' || how === 'obedient') {
      // Nobody may ever give it up.
      const givenUp = () => {
        this.#hung.delete(unasked);
        if (how === 'obedient') end('defect');
        else after(afterMs, how === 'late success' ? 'success' : '503');
      };
      const unasked = () => {
        signal.removeEventListener('abort', givenUp);
        end('success');
      };
      this.#hung.add(unasked);
      signal.addEventListener('abort', givenUp);
    } else after(afterMs, how);
    if (how === 'thenable') return thenable((settled) => void promise.then(settled));
    if (how === 'thenable that does both')
      return thenable((settled, failed) => {
        void promise.then(settled).then(() => failed(new Error('after all')));
      });
    return promise;
  }
}

type Then = (settled: (value: number) => void, failed: (error: Error) => void) => void;

const thenable = (then: Then) => ({ then }) as unknown as PromiseLike<number>;
