import { notFound } from 'next/navigation';
import { BestsellersBlock, CategoriesBlock } from '../components/card-blocks.tsx';
import { Hero } from '../components/hero.tsx';
import { RecommendationsBlock } from '../components/recommendations.tsx';
import { SavedNote } from '../components/saved-note.tsx';
import { thisPage, thisVisit } from '../this-request.ts';

export default async function HomePage() {
  const shown = await thisPage();
  const { requestId } = await thisVisit();
  if (shown?.name !== 'home') notFound();
  const { sections } = shown.page;
  // The last rung of the recommendations shows bestsellers, too: nothing twice on one page.
  const above = sections.recommendations.data;
  const bestsellersAbove = above?.basis === 'bestsellers' ? above.items.slice(0, 4).map(({ slug }) => slug) : [];
  const place = { address: { name: 'home', key: '' }, requestId } as const;
  return (
    <main className="wrap" id="main">
      <Hero />
      <SavedNote origin={shown.origin} />
      <RecommendationsBlock section={sections.recommendations} place={place} />
      <CategoriesBlock section={sections.categories} place={place} />
      <BestsellersBlock section={sections.bestsellers} place={place} without={bestsellersAbove} />
    </main>
  );
}
