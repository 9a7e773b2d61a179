import { type PartName, PlatformError, type Recipe } from '@evenkeel/platform';
import { httpStatus } from './http-status.ts';

const limitMs = 2_000;

/** A part that runs elsewhere and is not ours to move: it is used, and shown as absent. */
export function elsewhereRecipe(name: PartName, url: string): Recipe {
  // Without the user and password that an address may hold.
  const note = `external: ${new URL(url).origin} (cannot be killed here)`;
  const refusal = () => new PlatformError(`${name} is ${note}.`);
  return {
    absent: () => note,
    prepare: () => Promise.reject(refusal()),
    command: () => {
      throw refusal();
    },
    answers: () => Promise.resolve(false),
    stopSignal: 'SIGTERM',
  };
}

/** One line for each part elsewhere that does not answer: it costs quality, and somebody should know why. */
export async function silentElsewhere(elsewhere: Readonly<Partial<Record<PartName, string>>>): Promise<string[]> {
  const lines = Object.entries(elsewhere).map(async ([name, url]) => {
    const answered = await httpStatus(url, { signal: AbortSignal.timeout(limitMs) }).catch(() => undefined);
    return answered === undefined
      ? [`${name} at ${new URL(url).origin} does not answer. The shop does without it until it does.`]
      : [];
  });
  return (await Promise.all(lines)).flat();
}
