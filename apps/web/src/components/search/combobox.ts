// What the search field knows of its list of suggestions, and what changes that: the "editable combobox with list
// autocomplete, manual selection" of the ARIA Authoring Practices. Pure; the browser is in suggesting-input.tsx.

export interface Combobox {
  /** Of the newest answer. They stay when the list is closed, so that ArrowDown can open it again. */
  readonly items: readonly string[];
  readonly open: boolean;
  /** The option that Enter takes, as an index; null while Enter takes the text as it is. */
  readonly active: number | null;
}

export type Change =
  | { readonly kind: 'found'; readonly items: readonly string[] }
  | { readonly kind: 'typed' | 'next' | 'previous' | 'text' | 'show' | 'close' };

export const noSuggestions: Combobox = { items: [], open: false, active: null };

export function changed(box: Combobox, change: Change): Combobox {
  const last = box.items.length - 1;
  switch (change.kind) {
    case 'found':
      return change.items.length === 0 ? noSuggestions : { items: change.items, open: true, active: null };
    case 'typed':
      // An open list stays until the next answer, or it would flicker with every letter. A closed one must not come
      // back with suggestions for other words.
      return box.open ? { ...box, active: null } : noSuggestions;
    case 'next':
      return opened(box, box.active === null || box.active === last ? 0 : box.active + 1);
    case 'previous':
      return opened(box, box.active === null || box.active === 0 ? last : box.active - 1);
    case 'show':
      return opened(box, null);
    case 'text':
      return { ...box, active: null };
    case 'close':
      return { ...box, open: false, active: null };
  }
}

const opened = (box: Combobox, active: number | null): Combobox =>
  box.items.length === 0 ? box : { ...box, open: true, active };
