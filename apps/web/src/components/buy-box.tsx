// The right half of a product page: what it is, what people think, what it costs, and the one button. No state of any
// section changes the button.
import type { Price, Product, ProductPage, Rating, Section, Stock } from '@evenkeel/contracts';
import { dollars, priceWords, reviewCount, stockUnknown, stockWords } from '../wording.ts';
import { AddToCart } from './add-to-cart.tsx';
import { Icon } from './icon.tsx';
import { SectionFrame } from './section-frame.tsx';
import { Stars } from './stars.tsx';

interface BuyBoxProps {
  readonly product: Product;
  readonly sections: ProductPage['sections'];
  readonly itemToken: string;
  readonly wallClock: number;
}

export function BuyBox({ product, sections, itemToken, wallClock }: BuyBoxProps) {
  return (
    <div className="buy">
      <ProductHead section={sections.product} />
      <RatingLine section={sections.rating} />
      <PriceLine section={sections.price} />
      <StockLine section={sections.stock} wallClock={wallClock} />
      <AddToCart slug={product.slug} itemToken={itemToken} />
      <div className="promises">
        <p>
          <b>Free delivery</b> <span>on every order</span>
        </p>
        <p>
          <b>30 days</b> <span>to change your mind</span>
        </p>
        <p>
          <b>2 years</b> <span>guarantee</span>
        </p>
      </div>
    </div>
  );
}

/** Without its data there is no page around it: nothing to say then. */
export const ProductHead = ({ section }: { section: Section<Product> }) => (
  <SectionFrame as="div" name="product" section={section}>
    <h1>{section.data?.name}</h1>
    <p className="lead">{section.data?.summary}</p>
  </SectionFrame>
);

export function RatingLine({ section }: { section: Section<Rating> }) {
  const { data, state, message } = section;
  return (
    <SectionFrame as="div" name="rating" section={section} className="rating inline">
      {data === null && <span className="muted">{message}</span>}
      {data?.average === null && <span className="muted">No reviews yet</span>}
      {data && data.average !== null && (
        <>
          <Stars value={data.average} />
          <b>{`${data.average.toFixed(1)} of 5`}</b>
          {state === 'stale' ? (
            <span className="muted">{message}</span>
          ) : (
            <a href="#reviews">{reviewCount(data.count)}</a>
          )}
        </>
      )}
    </SectionFrame>
  );
}

export function PriceLine({ section }: { section: Section<Price> }) {
  const { data, state, message } = section;
  return (
    <SectionFrame as="div" name="price" section={section} className="price inline">
      <strong>{data ? dollars(data.money) : priceWords.unavailable}</strong>
      <p className={state === 'stale' ? 'note is-stale' : 'note'}>
        {state === 'stale' && <Icon name="stale" />}
        {message ?? (data ? priceWords.live : priceWords.seenAtCheckout)}
      </p>
    </SectionFrame>
  );
}

/** Stock is shown as it is now or not at all. */
export function StockLine({ section, wallClock = Date.now() }: { section: Section<Stock>; wallClock?: number }) {
  const stock = section.state === 'live' ? section.data : null;
  return (
    <SectionFrame
      as="div"
      name="stock"
      section={section}
      className={stock?.amount ? 'note stock is-ok inline' : 'note stock inline'}
    >
      <Icon name={stock?.amount ? 'ok' : 'level'} />
      <span>{stock ? stockWords(stock.amount, stock.deliveryDays, wallClock) : (section.message ?? stockUnknown)}</span>
    </SectionFrame>
  );
}
