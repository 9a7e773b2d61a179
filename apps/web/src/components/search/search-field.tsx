import { searchLimits } from '@evenkeel/contracts';
import { Icon } from '../icon.tsx';
import { SuggestingInput } from './suggesting-input.tsx';

/** A plain form; suggestions come on top where there is JavaScript. */
export function SearchField({ query }: { query: string }) {
  return (
    <search className="find">
      <form action="/search" method="get">
        <label htmlFor="q" className="hidden">
          Search products
        </label>
        <SuggestingInput id="q" query={query} maxLength={searchLimits.queryLength} />
        <button type="submit">
          <Icon name="search" />
          <span className="hidden">Search</span>
        </button>
      </form>
    </search>
  );
}
