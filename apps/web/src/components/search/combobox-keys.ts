// What a key in the search field means, as in the ARIA Authoring Practices. All other keys are the text's.
import type { Combobox } from './combobox.ts';

/** `take` searches for the active suggestion, `search` for the text; `text` is a caret that moves in the text. */
export type Meaning = 'next' | 'previous' | 'show' | 'close' | 'text' | 'take' | 'search' | 'clear';

export interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export function meaningOf(pressed: Key, box: Combobox, text: string): Meaning | null {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = pressed;
  const some = box.items.length > 0;
  if (altKey && key === 'ArrowDown') return some && !box.open ? 'show' : null;
  if (altKey && key === 'ArrowUp') return box.open ? 'close' : null;
  // Moving or selecting in the text, whatever the platform's keys for it are.
  if (caretKeys.has(key)) return box.active === null ? null : 'text';
  if (altKey || ctrlKey || metaKey || shiftKey) return null;
  switch (key) {
    case 'ArrowDown':
      return some ? 'next' : null;
    case 'ArrowUp':
      return some ? 'previous' : null;
    case 'Enter':
      return box.active === null ? 'search' : 'take';
    case 'Escape':
      // Chromium clears a search field on Escape, Firefox does not; here all do. An empty field leaves it to the page.
      if (box.open) return 'close';
      return text === '' ? null : 'clear';
    default:
      return null;
  }
}

const caretKeys: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);

/** What the browser does by itself, and should. */
export const leftToBrowser: ReadonlySet<Meaning> = new Set(['text', 'search']);
