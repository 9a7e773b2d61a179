// A second level that hangs, fails, is late, or answers with what nobody wrote.
import * as fc from 'fast-check';
import type { SecondLevel } from '../../src/index.ts';
import type { JumpingClock } from '../jumping-clock.ts';

export const mood = fc.record({
  how: fc.constantFrom('well', 'well', 'well', 'late', 'fails', 'throws', 'hangs', 'garbage'),
  afterMs: fc.nat(120),
  garbage: fc.constantFrom<unknown[]>(
    '',
    'x',
    '7',
    '1700000000000 {',
    '9'.repeat(15),
    'forgotten x',
    null,
    7,
    {},
    [],
    NaN,
    {
      toString: null,
    },
  ),
});
export type Mood = typeof mood extends fc.Arbitrary<infer T> ? T : never;

export class StrangeStore implements SecondLevel {
  readonly clear?: () => Promise<void>;
  readonly #texts = new Map<string, string>();
  readonly #clock: JumpingClock;
  readonly #moods: readonly Mood[];
  #asked = 0;
  readonly #hung = new Set<() => void>();

  /** @param moods one for each question, in turn */
  constructor(clock: JumpingClock, moods: readonly Mood[], clears: boolean) {
    this.#clock = clock;
    this.#moods = moods;
    if (clears) this.clear = () => this.#answer(() => this.#texts.clear());
  }

  get(key: string): Promise<string | undefined> {
    const { how, garbage } = this.#moods[this.#asked % this.#moods.length] as Mood;
    return this.#answer(() => (how === 'garbage' ? (garbage as string) : this.#texts.get(key)));
  }

  set(key: string, text: string): Promise<void> {
    return this.#answer(() => void this.#texts.set(key, text));
  }

  letGo(): void {
    for (const end of this.#hung) end();
    this.#hung.clear();
  }

  #answer<T>(does: () => T): Promise<T> {
    const { how, afterMs } = this.#moods[this.#asked++ % this.#moods.length] as Mood;
    if (how === 'throws') throw new Error(how);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (how === 'fails') reject(new Error(how));
    else if (how === 'hangs') this.#hung.add(() => resolve(does()));
    else if (how === 'late') this.#clock.real.setTimer(() => resolve(does()), afterMs);
    else resolve(does());
    return promise;
  }
}
