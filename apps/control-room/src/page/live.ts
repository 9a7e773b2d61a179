// What comes in over server-sent events, and how old it is: a picture that is old says so.
import { useEffect, useState } from 'react';
import type { Happening, Picture, SellingPoint } from '../picture.ts';

export interface Live {
  readonly picture: Picture | undefined;
  readonly happenings: readonly Happening[];
  readonly selling: readonly SellingPoint[];
  /** Of the picture, in ms, by the clock of the browser that does not leap. */
  readonly ageMs: number;
}

const mostHappenings = 500;
const mostPoints = 600;
const tickMs = 250;

export function useLive(): Live {
  const [picture, setPicture] = useState<{ picture: Picture; cameAt: number }>();
  const [happenings, setHappenings] = useState<readonly Happening[]>([]);
  const [selling, setSelling] = useState<readonly SellingPoint[]>([]);
  const [now, setNow] = useState(() => performance.now());

  useEffect(() => {
    // It connects again by itself, for as long as the page is open.
    const source = new EventSource('/events');
    const on = <T>(name: string, hear: (data: T) => void) =>
      source.addEventListener(name, (event) => hear(JSON.parse((event as MessageEvent<string>).data) as T));
    on<Picture>('picture', (came) => {
      setPicture({ picture: came, cameAt: performance.now() });
      setSelling((before) =>
        [...before.filter(({ at }) => at !== came.at), { at: came.at, ...came.selling }].slice(-mostPoints),
      );
    });
    on<readonly SellingPoint[]>('selling', setSelling);
    on<readonly Happening[]>('happened', (came) =>
      setHappenings((before) => {
        // After a new start of the control room numbers begin anew.
        const known = new Set(came.map(({ number, at }) => `${number} ${at}`));
        return [...before.filter(({ number, at }) => !known.has(`${number} ${at}`)), ...came].slice(-mostHappenings);
      }),
    );
    const ticking = setInterval(() => setNow(performance.now()), tickMs);
    return () => {
      source.close();
      clearInterval(ticking);
    };
  }, []);
  return { picture: picture?.picture, happenings, selling, ageMs: picture ? Math.max(0, now - picture.cameAt) : now };
}

/** Looks come once a second. Older than this, in ms, a picture is not what is. */
export const oldAfterMs = 4_000;
