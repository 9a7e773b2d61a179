import type { Origin } from '../gateway/open-page.ts';
import { savedPageNote } from '../wording.ts';
import { Icon } from './icon.tsx';

/** Says that a home or category page is a saved one. */
export function SavedNote({ origin }: { origin: Origin }) {
  if (origin.from !== 'saved') return null;
  return (
    <p className="note is-stale">
      <Icon name="stale" />
      {savedPageNote(origin.savedAt)}
    </p>
  );
}
