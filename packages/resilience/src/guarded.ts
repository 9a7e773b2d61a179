// What was handed in may be wrong: that is shown as a warning, and changes no outcome.
import { reportMistake } from './events/listeners.ts';

/** What `work` answers; undefined when it throws, or is async: what it would say then comes too late. */
export function guarded<T>(where: string, work: () => T): T | undefined {
  try {
    const answer = work();
    if (!(answer instanceof Promise)) return answer;
    answer.catch(() => undefined);
    throw new TypeError('it must not be async');
  } catch (mistake) {
    reportMistake(where, mistake);
    return undefined;
  }
}
