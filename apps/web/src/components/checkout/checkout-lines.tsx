import type { CartRow } from '../../cart/cart-rows.ts';
import { cartWords, dollars, priceWords } from '../../wording.ts';
import { Picture } from '../picture.tsx';

/** What is about to be ordered, line by line; what is not sold any more stands there, too, and says so. */
export function CheckoutLines({ rows }: { rows: readonly CartRow[] }) {
  return (
    <ul className="lines to-order">
      {rows.map(({ line: { slug, name, picture, tile, quantity }, price, note, sold }) => (
        <li key={slug} className="line">
          <Picture of={{ picture, tile }} size={48} />
          <div>
            <h2>{name}</h2>
            {sold && (
              <span className="muted">
                {quantity} × {price ? `${dollars(price)} each` : priceWords.unavailable}
              </span>
            )}
            {note && sold && price && <span className="note">{note}</span>}
          </div>
          <div className="cost">
            <b>{sold ? price && dollars({ ...price, cents: price.cents * quantity }) : cartWords.noLongerSold}</b>
            {!sold && <span className="note">{note}</span>}
          </div>
        </li>
      ))}
    </ul>
  );
}
