import { searchLimits } from '@evenkeel/contracts';
import { Icon } from '../icon.tsx';
import { Suggestions } from './suggestions.tsx';

/** A plain form; suggestions come on top where there is JavaScript. */
export function SearchField({ query }: { query: string }) {
  return (
    <search className="find">
      <form action="/search" method="get">
        <label htmlFor="q" className="hidden">
          Search products
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={query}
          placeholder="Search"
          maxLength={searchLimits.queryLength}
          autoComplete="off"
          list="suggestions"
          enterKeyHint="search"
        />
        <Suggestions listId="suggestions" inputId="q" />
        <button type="submit">
          <Icon name="search" />
          <span className="hidden">Search</span>
        </button>
      </form>
    </search>
  );
}
