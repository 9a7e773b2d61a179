import { cartLimits } from '@evenkeel/contracts';
import type { CartRow } from '../cart/cart-rows.ts';
import { dollars, priceWords } from '../wording.ts';
import { Picture } from './picture.tsx';

/** One line per product. Changing an amount is a plain form. */
export function CartLines({ rows }: { rows: readonly CartRow[] }) {
  return (
    <ul className="lines">
      {rows.map(({ line: { slug, name, picture, tile, quantity }, price, note }) => (
        <li key={slug} className="line">
          <Picture of={{ picture, tile }} size={48} />
          <h2>
            <a href={`/products/${slug}`}>{name}</a>
          </h2>
          <form action="/cart/change" method="post">
            <input type="hidden" name="slug" value={slug} />
            <label className="hidden" htmlFor={`amount-${slug}`}>
              Quantity of {name}
            </label>
            <input
              className="amount"
              id={`amount-${slug}`}
              name="quantity"
              type="number"
              min="1"
              max={cartLimits.quantity}
              defaultValue={quantity}
              autoComplete="off"
            />
            <button className="plain" type="submit">
              Update
            </button>
            {/* Sends its own amount, after the field's: the last one counts. */}
            <button className="plain" type="submit" name="quantity" value="0" formNoValidate>
              Remove<span className="hidden"> {name}</span>
            </button>
          </form>
          <div className="cost">
            <b>{price ? dollars({ ...price, cents: price.cents * quantity }) : priceWords.unavailable}</b>
            {price && quantity > 1 && <span className="muted"> {dollars(price)} each</span>}
            {note && <span className="note">{note}</span>}
          </div>
        </li>
      ))}
    </ul>
  );
}
