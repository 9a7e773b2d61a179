import { ResilienceError } from '@evenkeel/resilience';

/** Why a rung failed, in words for operators: short, and without anything a visitor sent. */
export function reasonOf(rung: string, error: unknown): string {
  if (error instanceof ResilienceError) return `${error.dependency ?? rung}: ${error.message}`;
  if (!(error instanceof Error)) return `${rung}: failed`;
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code} ` : '';
  return `${rung}: ${code}${error.message}`.slice(0, 200);
}
