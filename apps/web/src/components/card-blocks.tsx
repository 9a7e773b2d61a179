// Blocks that hold nothing but products or categories.
import type { Cards as CardsData, Categories, CategoryProducts, Section } from '@evenkeel/contracts';
import { categoryWords } from '../wording.ts';
import { Block } from './block.tsx';
import { Cards, Rows } from './cards.tsx';
import type { Place } from './try-again.tsx';

interface Props<T> {
  readonly section: Section<T>;
  readonly place: Place;
}

export const RelatedBlock = ({ section, place, noun }: Props<CardsData> & { noun: string }) => (
  <Block name="related" section={section} place={place} heading={`Goes well with this ${noun}`} absentAs="as-rows">
    {({ items }) => <Rows items={items.slice(0, 3)} />}
  </Block>
);

export const BestsellersBlock = ({
  section,
  place,
  without = [],
}: Props<CardsData> & { without?: readonly string[] }) => (
  <Block
    name="bestsellers"
    section={section}
    place={place}
    heading={without.length > 0 ? 'More bestsellers' : 'Bestsellers'}
    absentAs="as-cards"
    className="holds-cards"
  >
    {({ items }) => <Cards items={items.filter(({ slug }) => !without.includes(slug)).slice(0, 8)} />}
  </Block>
);

export const ProductsBlock = ({ section, place }: Props<CategoryProducts>) => (
  <Block
    name="products"
    section={section}
    place={place}
    heading={section.data ? `${section.data.items.length} products` : 'Products'}
    absentAs="as-cards"
    className="holds-cards"
  >
    {({ items }) => (items.length > 0 ? <Cards items={items} /> : <p className="muted">Nothing here at the moment.</p>)}
  </Block>
);

export const CategoriesBlock = ({ section, place }: Props<Categories>) => (
  <Block
    name="categories"
    section={section}
    place={place}
    heading="Categories"
    beside={section.state === 'live' || section.data === null ? undefined : categoryWords.saved}
    absentAs="as-rows"
    absentText={place.address.name === 'search' ? undefined : categoryWords.absent}
  >
    {({ items }) => (
      <nav className="category-list" aria-label="Categories">
        {items.map(({ slug, name, picture, productCount }) => (
          <a key={slug} href={`/categories/${slug}`}>
            <img src={`/pictures/${picture}.svg`} alt="" width="32" height="32" />
            {name}
            {productCount > 0 && <span>{productCount}</span>}
          </a>
        ))}
      </nav>
    )}
  </Block>
);
