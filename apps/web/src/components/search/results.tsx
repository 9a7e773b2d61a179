// The products that a search has found; how good the search was stands above them, in room that is there in every state.
import type { SearchResults, SearchWish, Section } from '@evenkeel/contracts';
import { searchWords } from '@evenkeel/contracts';
import { searchHref, unfiltered } from '../../search/links.ts';
import { wishOf } from '../../search/wish.ts';
import { beyondLast, isNarrowed, nothingFound, resultsHeading } from '../../search/words.ts';
import { Icon } from '../icon.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { type Place, TryAgain } from '../try-again.tsx';
import { Hits } from './hits.tsx';
import { Pages } from './pages.tsx';
import { ResultsBar } from './results-bar.tsx';

interface Props {
  readonly section: Section<SearchResults>;
  readonly place: Place;
}

export function Results({ section, place }: Props) {
  const wish = wishOf(place.address);
  const { data } = section;
  return (
    <SectionFrame
      name="results"
      section={section}
      className="results"
      id="results"
      data={{ quality: data?.quality ?? 'none' }}
      via={data?.engine?.standIn ? data.engine.name : undefined}
    >
      <h1 tabIndex={-1}>{resultsHeading(wish, data)}</h1>
      {data ? (
        <>
          <ResultsBar section={section} results={data} wish={wish} place={place} />
          <Found results={data} wish={wish} />
        </>
      ) : (
        <div className="absent as-results">
          <Icon name="level" />
          <h2 data-absent>{section.message}</h2>
          <p>{searchWords.none.more}</p>
          <TryAgain place={place} section="results" />
        </div>
      )}
    </SectionFrame>
  );
}

function Found({ results, wish }: { results: SearchResults; wish: SearchWish }) {
  const { items, total, pages } = results;
  if (items.length > 0)
    return (
      <div className="holds-cards">
        <h2 className="hidden">Products</h2>
        <Hits items={items} />
        <Pages wish={wish} pages={pages} />
      </div>
    );
  if (total > 0)
    return (
      <p className="lead">
        {beyondLast(wish.page, pages)} <a href={searchHref(wish, { page: pages })}>Go to the last page</a>
      </p>
    );
  return isNarrowed(wish) ? (
    <p className="lead">
      {nothingFound.filtered} <a href={searchHref(wish, unfiltered)}>Search without filters</a>
    </p>
  ) : (
    <p className="lead">{nothingFound.plain}</p>
  );
}
