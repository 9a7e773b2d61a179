// What a search can be narrowed to. Every choice is a link, and the one that is made leads back out of it.
import type { SearchFacets, SearchWish, Section } from '@evenkeel/contracts';
import type { ReactNode } from 'react';
import { searchHref, unfiltered } from '../../search/links.ts';
import { wishOf } from '../../search/wish.ts';
import { priceRangeWords, ratingWords } from '../../search/words.ts';
import { Icon } from '../icon.tsx';
import { SectionFrame } from '../section-frame.tsx';
import type { Place } from '../try-again.tsx';
import { Carried } from './carried.tsx';

export function Facets({ section, place }: { section: Section<SearchFacets>; place: Place }) {
  const wish = wishOf(place.address);
  const { data } = section;
  return (
    <SectionFrame name="facets" section={section} className="facets" id="facets">
      {data ? (
        <Choices facets={data} wish={wish} />
      ) : (
        <p className="note" data-absent>
          {section.message}
        </p>
      )}
    </SectionFrame>
  );
}

function Choices({ facets, wish }: { facets: SearchFacets; wish: SearchWish }) {
  const { category, minPrice, maxPrice, rating } = wish;
  const chosen = [category, minPrice ?? maxPrice, rating].filter((choice) => choice !== undefined).length;
  return (
    <>
      {/* On a phone the choices are folded away; a checkbox unfolds them without a script. */}
      <input className="hidden unfold" type="checkbox" id="unfold" autoComplete="off" />
      <label className="button quiet unfold" htmlFor="unfold">
        {chosen === 0 ? 'Filters' : `Filters (${chosen})`}
      </label>
      <div className="facet-groups">
        <h2 tabIndex={-1}>Filters</h2>
        {chosen > 0 && (
          <a className="clear" href={searchHref(wish, unfiltered)}>
            Clear all filters
          </a>
        )}
        <Group name="Category">
          {facets.categories.map(({ slug, name, count }) => (
            <Choice
              key={slug}
              href={searchHref(wish, { category: slug === category ? undefined : slug })}
              isChosen={slug === category}
              count={count}
            >
              {name}
            </Choice>
          ))}
        </Group>
        <Group name="Price">
          {facets.prices.map(({ from, to, count }) => {
            const isChosen = from === (minPrice ?? 0) && (to ?? undefined) === maxPrice && isPriced(wish);
            const range = { minPrice: from === 0 ? undefined : from, maxPrice: to ?? undefined };
            return (
              <Choice
                key={from}
                href={searchHref(wish, isChosen ? { minPrice: undefined, maxPrice: undefined } : range)}
                isChosen={isChosen}
                count={count}
              >
                {priceRangeWords(from, to)}
              </Choice>
            );
          })}
        </Group>
        <PriceForm wish={wish} />
        <Group name="Rating">
          {facets.ratings.map(({ atLeast, count }) => (
            <Choice
              key={atLeast}
              href={searchHref(wish, { rating: atLeast === rating ? undefined : atLeast })}
              isChosen={atLeast === rating}
              count={count}
            >
              {ratingWords(atLeast)}
            </Choice>
          ))}
        </Group>
      </div>
    </>
  );
}

const isPriced = ({ minPrice, maxPrice }: SearchWish) => minPrice !== undefined || maxPrice !== undefined;

function Group({ name, children }: { name: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  const id = `by-${name.toLowerCase()}`;
  return (
    <nav className="facet" aria-labelledby={id}>
      <h3 id={id}>{name}</h3>
      {children}
    </nav>
  );
}

interface ChoiceProps {
  readonly href: string;
  readonly isChosen: boolean;
  readonly count: number;
  readonly children: string;
}

function Choice({ href, isChosen, count, children }: ChoiceProps) {
  return (
    <a href={href} aria-current={isChosen ? 'true' : undefined} rel="nofollow">
      {isChosen && <Icon name="ok" />}
      {children}
      {isChosen && <span className="hidden">, chosen; follow to take this filter out</span>}
      <span className="count">{count}</span>
    </a>
  );
}

function PriceForm({ wish }: { wish: SearchWish }) {
  return (
    <form className="price-limits" action="/search" method="get">
      <Carried wish={wish} without={['minPrice', 'maxPrice', 'page']} />
      <label>
        <span className="hidden">Lowest price, in dollars</span>
        <input name="minPrice" inputMode="numeric" placeholder="$ from" defaultValue={wish.minPrice} size={6} />
      </label>
      <label>
        <span className="hidden">Highest price, in dollars</span>
        <input name="maxPrice" inputMode="numeric" placeholder="$ to" defaultValue={wish.maxPrice} size={6} />
      </label>
      <button className="plain" type="submit">
        Go
      </button>
    </form>
  );
}
