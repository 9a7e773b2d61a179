// The list below the search field, and the sentence that tells screen readers how long it is.
import { type MouseEvent, useEffect, useRef } from 'react';
import type { Combobox } from './combobox.ts';

export const listId = 'suggestions';
export const optionId = (index: number): string => `${listId}-${index}`;

interface Props {
  readonly box: Combobox;
  /** A mouse or a finger goes down on the list. */
  readonly touched: () => void;
  readonly take: (item: string) => void;
}

export function Suggestions({ box: { items, open, active }, touched, take }: Props) {
  const list = useRef<HTMLDivElement>(null);
  // The list can be taller than a phone on its side. The browser follows the focus, which stays in the field.
  useEffect(() => {
    if (active !== null) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const onMouseDown = (event: MouseEvent) => {
    // The focus stays in the field, or the list would close before the click.
    event.preventDefault();
    touched();
  };
  return (
    <>
      <div
        ref={list}
        id={listId}
        className="suggestions"
        role="listbox"
        aria-label="Suggestions"
        tabIndex={-1}
        hidden={!open}
        onMouseDown={onMouseDown}
      >
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which has the focus, and choose there
          <div
            key={item}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onClick={() => take(item)}
          >
            {item}
          </div>
        ))}
      </div>
      <p className="hidden" aria-live="polite">
        {open && countWords(items.length)}
      </p>
    </>
  );
}

const countWords = (count: number): string => (count === 1 ? '1 suggestion' : `${count} suggestions`);
