'use client';
// The input of the search field. The server sends it plain; once there is JavaScript it is a combobox. Not a <datalist>:
// Chromium hides its options that do not contain what was typed, which are all that a misspelt beginning finds.
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { askShop } from './ask-shop.ts';
import { changed, noSuggestions } from './combobox.ts';
import { leftToBrowser, meaningOf } from './combobox-keys.ts';
import { newestAnswer } from './newest-answer.ts';
import { listId, optionId, Suggestions } from './suggestions.tsx';

interface Props {
  readonly id: string;
  readonly query: string;
  readonly maxLength: number;
}

export function SuggestingInput({ id, query, maxLength }: Props) {
  const [box, change] = useReducer(changed, noSuggestions);
  const [asking] = useState(() => newestAnswer(askShop, (items) => change({ kind: 'found', items })));
  const [enhanced, setEnhanced] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    setEnhanced(true);
    return asking.stop;
  }, [asking]);

  const close = useCallback(() => {
    asking.stop();
    change({ kind: 'close' });
  }, [asking]);
  useClickOutside(input, box.open, close);

  const type = (text: string) => {
    change({ kind: 'typed' });
    asking.about(text);
  };
  const fill = (text: string) => {
    if (input.current) input.current.value = text;
  };
  const take = (item: string) => {
    fill(item);
    close();
    input.current?.form?.requestSubmit();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // While characters are composed, the keys are the input method's.
    if (event.nativeEvent.isComposing) return;
    const meaning = meaningOf(event, box, event.currentTarget.value);
    if (meaning === null) return;
    if (!leftToBrowser.has(meaning)) event.preventDefault();
    if (meaning === 'take') take(box.items[box.active ?? -1] ?? '');
    else if (meaning === 'clear') {
      fill('');
      type('');
    } else if (meaning === 'search' || meaning === 'close') close();
    else {
      // The list holds still while somebody chooses from it.
      asking.stop();
      change({ kind: meaning });
    }
  };

  return (
    <>
      <input
        ref={input}
        id={id}
        name="q"
        type="search"
        defaultValue={query}
        placeholder="Search"
        maxLength={maxLength}
        autoComplete="off"
        enterKeyHint="search"
        {...(enhanced && {
          role: 'combobox',
          'aria-autocomplete': 'list',
          'aria-expanded': box.open,
          'aria-controls': listId,
          'aria-activedescendant': box.active === null ? undefined : optionId(box.active),
        })}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {enhanced && <Suggestions box={box} touched={asking.stop} take={take} />}
    </>
  );
}

/** A tap beside the list does not take the focus away on every phone, so that `blur` alone would leave it open. */
function useClickOutside(input: RefObject<HTMLInputElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const onPointerDown = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && input.current?.form?.contains(target))) close();
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  }, [input, open, close]);
}
