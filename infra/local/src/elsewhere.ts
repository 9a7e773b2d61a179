import { type PartName, PlatformError, type Recipe } from '@evenkeel/platform';

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
