// Icons are drawn once per page, in the sprite, and used by name.
const shapes = {
  live: <circle cx="8" cy="8" r="4.5" fill="currentColor" />,
  stale: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 4.4V8l2.4 1.6" />
    </>
  ),
  fallback: <path d="M1.5 12h3c3.5 0 3.5-8 7-8H14M11.3 1.2 14 4l-2.7 2.8M8.8 12H14" />,
  disabled: (
    <>
      <rect x="1" y="4" width="14" height="8" rx="4" />
      <circle cx="5" cy="8" r="1.6" fill="currentColor" />
    </>
  ),
  unavailable: <path d="m3.5 3.5 9 9m0-9-9 9" />,
  level: (
    <>
      <path d="M1 7h14" />
      <path d="M4 9.5h8c-.5 2.4-1.8 3.8-4 3.8s-3.5-1.4-4-3.8z" fill="currentColor" stroke="none" />
    </>
  ),
  truck: <path d="M1 3.5h8.5v8H1zM9.5 6.5H13l2 2.5v2.5H9.5" />,
  ok: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.8" />
      <path d="m10.6 10.6 3.4 3.4" />
    </>
  ),
  cart: (
    <>
      <path d="M1 2h2l1.6 8.2h7.6L14 4.5H3.5" />
      <circle cx="5.7" cy="13.3" r=".9" />
      <circle cx="11.2" cy="13.3" r=".9" />
    </>
  ),
} as const;

export type IconName = keyof typeof shapes;

/** Every icon has a word beside it, so none is read out. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" aria-hidden="true">
      <use href={`#icon-${name}`} />
    </svg>
  );
}

export function IconSprite() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden="true">
      <defs>
        {Object.entries(shapes).map(([name, shape]) => (
          <symbol key={name} id={`icon-${name}`} viewBox="0 0 16 16">
            {shape}
          </symbol>
        ))}
      </defs>
    </svg>
  );
}
