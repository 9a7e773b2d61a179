// What only the operator of the shop may ask of a running part.
import {
  type BreakerVerb,
  type OperatorAnswer,
  type OperatorReply,
  type PartName,
  type Platform,
  PlatformError,
} from '@evenkeel/platform';
import { httpStatus, httpText } from './http-status.ts';
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

/** @throws PlatformError when the part does not answer */
export async function operate(
  { platform, stateDir }: { readonly platform: Platform; readonly stateDir: string },
  name: PartName,
  method: 'GET' | 'POST',
  path: string,
): Promise<OperatorReply> {
  try {
    const { status, text } = await httpText(`${platform.url(name)}/operator/${path}`, asOperator(stateDir, method));
    return { status, body: asJson(text) };
  } catch (error) {
    throw new PlatformError(`${name} ${silence(error)}`);
  }
}

/** Web tells its operator only: it is what the public reaches. @throws PlatformError when the part does not answer */
export async function metricsOf(platform: Platform, stateDir: string, name: PartName): Promise<string> {
  const at = name === 'web' ? '/operator/metrics' : '/metrics';
  const answer = await httpText(`${platform.url(name)}${at}`, asOperator(stateDir, 'GET')).catch((error: unknown) => {
    throw new PlatformError(`${name} ${silence(error)}`);
  });
  if (answer.status === 200) return answer.text;
  throw new PlatformError(`${name} answered ${answer.status}`);
}

const asOperator = (stateDir: string, method: 'GET' | 'POST') => ({
  method,
  headers: { authorization: `Bearer ${loadSecrets(stateDir).operatorToken}` },
  signal: AbortSignal.timeout(limitMs),
});

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The status has to say it.
  }
}

function silence(error: unknown): string {
  const { code, message } = error as Error & { code?: string };
  return `does not answer (${code ?? message})`;
}

async function ask(
  platform: Platform,
  stateDir: string,
  name: PartName,
  path: string,
  asDone: string,
): Promise<OperatorAnswer> {
  try {
    const status = await httpStatus(`${platform.url(name)}/operator/${path}`, asOperator(stateDir, 'POST'));
    const done = status >= 200 && status < 300;
    return {
      name,
      done,
      answer: done ? asDone : status === 404 ? 'knows no such breaker; its /health names them' : `answered ${status}`,
    };
  } catch (error) {
    return { name, done: false, answer: silence(error) };
  }
}
