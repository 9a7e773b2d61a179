// Products that were found: what was looked for stands out in the name, and in the line that says why the product is here.
import type { HitText, SearchHit } from '@evenkeel/contracts';
import { ProductCard } from '../cards.tsx';

export function Hits({ items }: { items: readonly SearchHit[] }) {
  return (
    <div className="cards hits">
      {items.map(({ matched, ...card }) => (
        <ProductCard
          key={card.slug}
          card={card}
          name={matched && <Marked text={matched.name} />}
          why={matched?.snippet ? <Marked text={matched.snippet} /> : card.tagline}
        />
      ))}
    </div>
  );
}

/** The pieces come in order and never move: their place is their key. */
const Marked = ({ text }: { text: HitText }) =>
  text.map((piece, place) => (piece.hit ? <mark key={`${place}`}>{piece.text}</mark> : piece.text));
