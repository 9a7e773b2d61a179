// The icons of the states: in greyscale they stay apart.
import type { ReactNode } from 'react';

const shapes = {
  live: <circle cx="8" cy="8" r="4.5" fill="currentColor" />,
  stale: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 4.4V8l2.4 1.6" />
    </>
  ),
  disabled: (
    <>
      <rect x="1" y="4" width="14" height="8" rx="4" />
      <circle cx="5" cy="8" r="1.6" fill="currentColor" />
    </>
  ),
  unavailable: <path d="m3.5 3.5 9 9m0-9-9 9" />,
  paused: <path d="M5.5 3v10M10.5 3v10" strokeWidth="2.6" />,
  starting: <circle cx="8" cy="8" r="5" strokeDasharray="3 3" />,
  ok: <path d="m3 8.5 3.2 3.2L13 4.8" />,
} satisfies Record<string, ReactNode>;
export type IconName = keyof typeof shapes;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
    {shapes[name]}
  </svg>
);

export const Mark = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <path d="M2 14.5h28" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
    <path d="M5.5 19h21c-1.6 5.7-5.5 8.5-10.5 8.5S7.1 24.7 5.5 19z" fill="currentColor" />
    <circle cx="16" cy="7.5" r="2.6" fill="currentColor" />
  </svg>
);
