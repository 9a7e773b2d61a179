import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CategoriesBlock, ProductsBlock } from '../../../components/card-blocks.tsx';
import { Crumbs } from '../../../components/crumbs.tsx';
import { SavedNote } from '../../../components/saved-note.tsx';
import { categoryName } from '../../../navigation.ts';
import { thisPage, thisVisit } from '../../../this-request.ts';
import { categoryWords } from '../../../wording.ts';

interface Props {
  readonly params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await nameOf((await params).slug) };
}

export default async function CategoryPage({ params }: Props) {
  const { slug } = await params;
  const [name, { requestId }, shown] = [await nameOf(slug), await thisVisit(), await thisPage()];
  if (shown?.name !== 'category') notFound();
  const { sections } = shown.page;
  const place = { address: { name: 'category', key: slug }, requestId } as const;
  return (
    <main className="wrap" id="main">
      <Crumbs trail={[{ name, href: `/categories/${slug}` }]} />
      <div className="page-title">
        <h1>{name}</h1>
        <SavedNote origin={shown.origin} />
      </div>
      <ProductsBlock section={sections.products} place={place} />
      {/* Without the gateway there is no search either. Goes when the products heal in place (sections.css). */}
      {sections.products.data === null && shown.origin.from === 'gateway' && (
        <p className="instead">
          {categoryWords.productsAbsent} <a href={`/search?category=${slug}`}>{categoryWords.search}</a>
        </p>
      )}
      <CategoriesBlock section={sections.categories} place={place} />
    </main>
  );
}

/** From the answer, else from what the header knows, else a plain word. */
async function nameOf(slug: string): Promise<string> {
  const shown = await thisPage();
  const { products, categories } = shown?.name === 'category' ? shown.page.sections : {};
  return (
    products?.data?.category.name ??
    categories?.data?.items.find((category) => category.slug === slug)?.name ??
    categoryName(slug) ??
    'Category'
  );
}
