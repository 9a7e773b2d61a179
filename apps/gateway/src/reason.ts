import { ResilienceError } from '@evenkeel/resilience';

/** Why a rung failed, in words for operators: short, and without anything a visitor sent. */
export function reasonOf(rung: string, error: unknown): string {
  if (error instanceof ResilienceError) return `${error.dependency ?? rung}: ${error.message}`;
  if (!(error instanceof Error)) return `${rung}: failed`;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // Node's own messages begin with their code: "connect ECONNREFUSED 127.0.0.1:4002".
  return `${rung}: ${error.message.includes(code) ? '' : `${code} `}${error.message}`.slice(0, 200);
}
