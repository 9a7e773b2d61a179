// What only the operator of the shop may ask of a running part.
import type { BreakerVerb, OperatorAnswer, PartName, Platform } from '@evenkeel/platform';
import { httpStatus } from './http-status.ts';
import { loadSecrets } from './secrets.ts';

const limitMs = 3_000;

/** Asks gateway and web to drop their last good copies, as if no page had ever been seen. */
export const forgetCopies = (platform: Platform, stateDir: string): Promise<OperatorAnswer[]> =>
  Promise.all((['gateway', 'web'] as const).map((name) => ask(platform, stateDir, name, 'forget', 'forgotten')));

/** Opens, closes or releases a circuit breaker of the gateway by hand. */
export async function steerBreaker(platform: Platform, stateDir: string, breaker: string, verb: BreakerVerb) {
  const path = `breakers/${encodeURIComponent(breaker)}/${verb}`;
  return [await ask(platform, stateDir, 'gateway', path, `${breaker}: ${verb}`)];
}

async function ask(
  platform: Platform,
  stateDir: string,
  name: PartName,
  path: string,
  asDone: string,
): Promise<OperatorAnswer> {
  const { operatorToken } = loadSecrets(stateDir);
  try {
    const status = await httpStatus(`${platform.url(name)}/operator/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${operatorToken}` },
      signal: AbortSignal.timeout(limitMs),
    });
    const done = status >= 200 && status < 300;
    return {
      name,
      done,
      answer: done ? asDone : status === 404 ? 'knows no such breaker; its /health names them' : `answered ${status}`,
    };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    return { name, done: false, answer: `does not answer (${code ?? message})` };
  }
}
