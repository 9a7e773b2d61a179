// What the buttons do, and what is said when it cannot be done.
import { useState } from 'react';

export interface Moving {
  /** Asks for it; `POST /parts/review/kill` is `parts/review/kill`. */
  readonly move: (path: string) => void;
  /** Whether that is being done. */
  readonly isMoving: (path: string) => boolean;
  /** Why the last thing could not be done; null when it could. */
  readonly refused: string | null;
}

export function useMoving(): Moving {
  const [under, setUnder] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<string | null>(null);
  const move = async (path: string) => {
    setUnder((before) => new Set(before).add(path));
    setRefused(await ask('POST', path));
    setUnder((before) => new Set([...before].filter((one) => one !== path)));
  };
  return { move: (path) => void move(path), isMoving: (path) => under.has(path), refused };
}

/** Null when it was done; else why not. */
export async function ask(method: 'POST' | 'PUT', path: string, body?: object): Promise<string | null> {
  try {
    const answer = await fetch(`/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (answer.ok) return null;
    const { detail } = (await answer.json()) as { detail?: string };
    return detail ?? `The control room answered ${answer.status}.`;
  } catch {
    return 'The control room does not answer. In a terminal: pnpm shop heal';
  }
}
