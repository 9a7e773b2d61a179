// Products as cards and rows.
import type { Card, Money } from '@evenkeel/contracts';
import type { ReactNode } from 'react';
import { dollars, priceWords } from '../wording.ts';
import { Picture } from './picture.tsx';

export function Cards({ items }: { items: readonly Card[] }) {
  return (
    <div className="cards">
      {items.map((card) => (
        <ProductCard key={card.slug} card={card} />
      ))}
    </div>
  );
}

interface ProductCardProps {
  readonly card: Card;
  /** Instead of the plain name. */
  readonly name?: ReactNode;
  /** A line below the price: why the product is here. */
  readonly why?: ReactNode;
}

export function ProductCard({ card, name, why }: ProductCardProps) {
  return (
    <a className="card" href={`/products/${card.slug}`}>
      <Picture of={card} size={120} />
      <h3>{name ?? card.name}</h3>
      <p>
        <CardPrice price={card.price} />
        {card.rating !== null && (
          <span>
            <span aria-hidden="true">★</span> <span className="hidden">Rated </span>
            {card.rating.toFixed(1)}
          </span>
        )}
      </p>
      {why !== undefined && <p className="why">{why}</p>}
    </a>
  );
}

export function Rows({ items }: { items: readonly Card[] }) {
  return (
    <div className="cards three rows">
      {items.map((card) => (
        <a key={card.slug} className="row" href={`/products/${card.slug}`}>
          <Picture of={card} size={48} />
          <div>
            <h3>{card.name}</h3>
            <span>{card.tagline}</span>
          </div>
          <CardPrice price={card.price} />
        </a>
      ))}
    </div>
  );
}

const CardPrice = ({ price }: { price: Money | null }) =>
  price ? <b>{dollars(price)}</b> : <span>{priceWords.unavailable}</span>;
