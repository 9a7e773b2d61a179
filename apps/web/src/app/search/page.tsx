import { searchLimits } from '@evenkeel/contracts';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CategoriesBlock } from '../../components/card-blocks.tsx';
import { Crumbs } from '../../components/crumbs.tsx';
import { Notice } from '../../components/notice.tsx';
import { SavedNote } from '../../components/saved-note.tsx';
import { Facets } from '../../components/search/facets.tsx';
import { Results } from '../../components/search/results.tsx';
import { searchKey } from '../../search/wish.ts';
import { cutNote } from '../../search/words.ts';
import { thisPage, thisSearch, thisVisit } from '../../this-request.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { q } = (await thisSearch()).wish;
  // There is no end of searches: none of them is for a search engine.
  return { title: q === '' ? 'Search' : `${q} – Search`, robots: 'noindex' };
}

export default async function SearchPage() {
  const [shown, { wish, cut }, { requestId }] = [await thisPage(), await thisSearch(), await thisVisit()];
  if (shown?.name !== 'search') notFound();
  const { sections } = shown.page;
  const place = { address: { name: 'search', key: searchKey(wish) }, requestId } as const;
  return (
    <main className="wrap" id="main">
      <Crumbs trail={[{ name: 'Search', href: '/search' }]} />
      <SavedNote origin={shown.origin} />
      {cut && <Notice>{cutNote(searchLimits.queryLength)}</Notice>}
      <div className="search">
        <Facets section={sections.facets} place={place} />
        <Results section={sections.results} place={place} />
        <CategoriesBlock section={sections.categories} place={place} />
      </div>
    </main>
  );
}
