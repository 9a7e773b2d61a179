// A block of the page: heading, content, or a quiet panel of the same height where the content would be.
import type { Section } from '@evenkeel/contracts';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { SectionFrame } from './section-frame.tsx';
import { type Place, TryAgain } from './try-again.tsx';

interface BlockProps<T> {
  readonly name: string;
  readonly section: Section<T>;
  readonly place: Place;
  readonly heading: string;
  /** A few words beside the heading; a copy's age takes their place. */
  readonly beside?: string | undefined;
  /** What the absent panel is as high as. */
  readonly absentAs: 'as-reviews' | 'as-rows' | 'as-cards';
  /** A second sentence for the absent panel. */
  readonly absentText?: string | undefined;
  readonly className?: string;
  readonly children: (data: T) => ReactNode;
}

export function Block<T>(props: BlockProps<T>) {
  const { name, section, place, heading, beside, absentAs, absentText, className = '', children } = props;
  const aged = section.state === 'stale' && section.data !== null;
  const aside = (aged ? section.message : null) ?? beside;
  return (
    <SectionFrame name={name} section={section} id={name} className={`block ${className}`.trim()}>
      <header>
        <h2 tabIndex={-1}>{heading}</h2>
        {(aside || aged) && (
          <div className="aside">
            <p>{aside}</p>
            {aged && <TryAgain place={place} section={name} />}
          </div>
        )}
      </header>
      {section.data === null ? (
        <div className={`absent ${absentAs}`}>
          <Icon name="level" />
          <h3>{section.message}</h3>
          {section.state === 'unavailable' && absentText && <p>{absentText}</p>}
          {/* What is switched off on purpose comes back by itself. */}
          {section.state !== 'disabled' && <TryAgain place={place} section={name} />}
        </div>
      ) : (
        children(section.data)
      )}
    </SectionFrame>
  );
}
