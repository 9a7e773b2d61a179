import type { ForgetAnswer, PartName, Platform } from '@evenkeel/platform';
import { httpStatus } from './http-status.ts';
import { loadSecrets } from './secrets.ts';

const limitMs = 3_000;

/** Asks gateway and web to drop their last good copies, as if no page had ever been seen. */
export function forgetCopies(platform: Platform, stateDir: string): Promise<ForgetAnswer[]> {
  const { operatorToken } = loadSecrets(stateDir);
  return Promise.all((['gateway', 'web'] as const).map((name) => ask(name, platform.url(name), operatorToken)));
}

async function ask(name: PartName, url: string, token: string): Promise<ForgetAnswer> {
  try {
    const status = await httpStatus(`${url}/operator/forget`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(limitMs),
    });
    const done = status >= 200 && status < 300;
    return { name, done, answer: done ? 'forgotten' : `answered ${status}` };
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    return { name, done: false, answer: `does not answer (${code ?? message})` };
  }
}
