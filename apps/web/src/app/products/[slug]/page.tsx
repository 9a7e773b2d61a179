import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { itemToken } from '../../../cart/item-token.ts';
import { BuyBox } from '../../../components/buy-box.tsx';
import { RelatedBlock } from '../../../components/card-blocks.tsx';
import { Crumbs } from '../../../components/crumbs.tsx';
import { ProductDetails } from '../../../components/product-details.tsx';
import { RecommendationsBlock } from '../../../components/recommendations.tsx';
import { ReviewsBlock } from '../../../components/reviews.tsx';
import { Stage } from '../../../components/stage.tsx';
import { config } from '../../../config.ts';
import { thisPage, thisVisit } from '../../../this-request.ts';

export async function generateMetadata(): Promise<Metadata> {
  const product = (await productPage()).sections.product.data;
  return { title: product?.name, description: product?.summary };
}

export default async function ProductPage() {
  const { sections } = await productPage();
  const { requestId } = await thisVisit();
  const product = sections.product.data ?? notFound();
  const place = { address: { name: 'product', key: product.slug }, requestId } as const;
  return (
    <main className="wrap" id="main">
      <Crumbs
        trail={[
          { name: product.category.name, href: `/categories/${product.category.slug}` },
          { name: product.name, href: `/products/${product.slug}` },
        ]}
      />
      <div className="product">
        <Stage product={product} note={sections.product.message} />
        <BuyBox
          product={product}
          sections={sections}
          itemToken={itemToken(product, sections.price, config().SHOP_SECRET, Date.now)}
          wallClock={Date.now()}
        />
      </div>
      <RelatedBlock section={sections.related} place={place} noun={product.noun} />
      <ProductDetails product={product} />
      <ReviewsBlock section={sections.reviews} place={place} noun={product.noun} />
      <RecommendationsBlock section={sections.recommendations} place={place} />
    </main>
  );
}

async function productPage() {
  const shown = await thisPage();
  return shown?.name === 'product' ? shown.page : notFound();
}
