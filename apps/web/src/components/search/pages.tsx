import type { SearchWish } from '@evenkeel/contracts';
import { searchHref } from '../../search/links.ts';

/** The way to the other pages of a search: neighbours, the first and the last. */
export function Pages({ wish, pages }: { wish: SearchWish; pages: number }) {
  if (pages < 2) return null;
  const { page } = wish;
  return (
    <nav className="pages" aria-label="Pages">
      {page > 1 && (
        <a href={searchHref(wish, { page: page - 1 })} rel="prev">
          Previous
        </a>
      )}
      <ol>
        {shownPages(page, pages).map((one) => (
          <li key={one}>
            <a href={searchHref(wish, { page: one })} aria-current={one === page ? 'page' : undefined}>
              <span className="hidden">Page </span>
              {one}
            </a>
          </li>
        ))}
      </ol>
      {page < pages && (
        <a href={searchHref(wish, { page: page + 1 })} rel="next">
          Next
        </a>
      )}
    </nav>
  );
}

export const shownPages = (page: number, pages: number): number[] =>
  [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages).sort((a, b) => a - b);
