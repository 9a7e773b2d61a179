import { mainCategories } from '../navigation.ts';
import { shopName } from '../wording.ts';
import { Icon } from './icon.tsx';
import { SearchField } from './search/search-field.tsx';

export function Header({ inCart, query }: { inCart: number; query: string }) {
  return (
    <header className="top">
      <div className="wrap">
        <a className="brand" href="/">
          <Mark />
          {shopName}
        </a>
        <SearchField query={query} />
        <nav aria-label="Shop">
          {mainCategories.map(({ slug, name }) => (
            <a key={slug} href={`/categories/${slug}`}>
              {name}
            </a>
          ))}
          <a className="cart" href="/cart">
            <Icon name="cart" /> Cart {inCart > 0 && <em>{inCart}</em>}
          </a>
        </nav>
      </div>
    </header>
  );
}

/** A hull under a level line. */
const Mark = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <path d="M2 14.5h28" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
    <path d="M5.5 19h21c-1.6 5.7-5.5 8.5-10.5 8.5S7.1 24.7 5.5 19z" fill="currentColor" />
    <circle cx="16" cy="7.5" r="2.6" fill="currentColor" />
  </svg>
);
