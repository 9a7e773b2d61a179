import type { BannerWords } from '../wording.ts';
import { Icon } from './icon.tsx';

/** A live region must be in the page from the start; without words it takes no room. */
export function Banner({ words }: { words: BannerWords | undefined }) {
  return (
    <div className="banner" role="status">
      {words && (
        <div className="wrap">
          <Icon name="level" />
          <span data-banner-words>
            <b>{words.bold}</b> {words.rest}
          </span>
          <a href="/status">What is affected</a>
        </div>
      )}
    </div>
  );
}
