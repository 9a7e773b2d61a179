import { useEffect, useState } from 'react';
import type { Happening } from '../picture.ts';
import { Icon } from './icons.tsx';
import { clock } from './words.ts';

/** A reader that is spoken to gets one line in so many ms at most. */
const spokenEveryMs = 2_000;

export function TimeLine({ happenings }: { readonly happenings: readonly Happening[] }) {
  const newestFirst = happenings.toReversed();
  const spoken = useSpoken(newestFirst[0]);
  return (
    <section className="panel story" aria-labelledby="time-line">
      <header>
        <h2 id="time-line">Time line</h2>
        <span>{happenings.length === 0 ? 'nothing yet' : happenings.length}</span>
      </header>
      <p className="hidden" role="status">
        {spoken}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keyboard */}
      <ol className="log" tabIndex={0} aria-labelledby="time-line">
        {newestFirst.map(({ number, at, tone, title, detail }) => (
          <li key={`${number} ${at}`} className={tone}>
            <time dateTime={at}>{clock(at)}</time>
            <Icon name={tone} />
            <div>
              {title} <span>{detail}</span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function useSpoken(newest: Happening | undefined): string {
  const [spoken, setSpoken] = useState('');
  const text = newest ? `${newest.title}. ${newest.detail}` : '';
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(text), spokenEveryMs);
    return () => clearTimeout(timer);
  }, [text]);
  return spoken;
}
