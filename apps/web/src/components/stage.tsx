import type { Product } from '@evenkeel/contracts';
import { Icon } from './icon.tsx';

/** The product's picture on a level line; a copy's age lies on it and moves nothing. */
export function Stage({ product, note }: { product: Product; note: string | null }) {
  return (
    <figure className="stage">
      <img src={`/pictures/${product.picture}.svg`} alt={product.pictureAlt} width="400" height="400" />
      {note && (
        <figcaption className="note is-stale">
          <Icon name="stale" />
          {note}
        </figcaption>
      )}
    </figure>
  );
}
