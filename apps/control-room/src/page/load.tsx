// People in the shop. What is shown is how many there are, not how many were asked for.
import { useState } from 'react';
import { ask } from './moving.ts';

const most = 50;

export function Load({ visitors }: { readonly visitors: number | undefined }) {
  const [wanted, setWanted] = useState<number>();
  const set = async (count: number) => {
    setWanted(count);
    await ask('PUT', 'load', { visitors: count });
    setWanted(undefined);
  };
  const shown = wanted ?? visitors ?? 0;
  return (
    <div className="load">
      <label htmlFor="load">Load</label>
      <input
        id="load"
        type="range"
        min="0"
        max={most}
        value={shown}
        disabled={visitors === undefined}
        aria-valuetext={`${shown} visitors`}
        onChange={({ target }) => void set(Number(target.value))}
      />
      <output htmlFor="load">{visitors === undefined ? '–' : `${visitors} visitors`}</output>
    </div>
  );
}
