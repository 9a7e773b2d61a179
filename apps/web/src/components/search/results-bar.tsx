// The line between heading and products: how good the search was, how old its prices are, and how it is sorted.
import {
  pricesNote,
  type SearchResults,
  type SearchWish,
  type Section,
  searchSorts,
  searchWords,
} from '@evenkeel/contracts';
import { barNote, sortWords } from '../../search/words.ts';
import { Icon } from '../icon.tsx';
import { type Place, TryAgain } from '../try-again.tsx';
import { Carried } from './carried.tsx';

interface Props {
  readonly section: Section<SearchResults>;
  readonly results: SearchResults;
  readonly wish: SearchWish;
  readonly place: Place;
}

export function ResultsBar({ section, results, wish, place }: Props) {
  const { quality } = results;
  const poor = quality === 'high' || quality === 'none' ? undefined : searchWords[quality];
  const limited = section.state !== 'live';
  // A copy says its age itself; what another rung found says how old its prices are.
  const prices = section.state === 'fallback' ? pricesNote(results.pricesAgeMs) : null;
  const limits = [poor?.more ?? section.message, prices].filter((words) => words !== null);
  return (
    <div className={limited ? 'results-bar notice' : 'results-bar'}>
      {limited && <Icon name="level" />}
      <div className="say">
        {poor && <b>{poor.bold}</b>}
        <p>{limited ? limits.join(' ') : (section.message ?? barNote(wish, results))}</p>
      </div>
      {limited && <TryAgain place={place} section="results" />}
      {quality !== 'low' && results.total > 0 && <Sorting wish={wish} />}
    </div>
  );
}

const Sorting = ({ wish }: { wish: SearchWish }) => (
  <form className="sorting" action="/search" method="get">
    <Carried wish={wish} without={['sort', 'page']} />
    <label htmlFor="sort">Sort by</label>
    <select id="sort" name="sort" defaultValue={wish.sort} autoComplete="off">
      {searchSorts.map((sort) => (
        <option key={sort} value={sort}>
          {sortWords[sort]}
        </option>
      ))}
    </select>
    <button className="plain" type="submit">
      Sort
    </button>
  </form>
);
