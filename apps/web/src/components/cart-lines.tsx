import { cartLimits, type Money } from '@evenkeel/contracts';
import type { CartRow } from '../cart/cart-rows.ts';
import { cartWords, dollars, priceWords } from '../wording.ts';
import { Picture } from './picture.tsx';

/** One line per product. Changing an amount is a plain form; what is no longer sold has no page and no amount. */
export function CartLines({ rows }: { rows: readonly CartRow[] }) {
  return (
    <ul className="lines">
      {rows.map(({ line: { slug, name, picture, tile, quantity }, price, note, sold }) => (
        <li key={slug} className="line">
          <Picture of={{ picture, tile }} size={48} />
          <h2>{sold ? <a href={`/products/${slug}`}>{name}</a> : name}</h2>
          <form action="/cart/change" method="post">
            <input type="hidden" name="slug" value={slug} />
            {sold && <Amount slug={slug} name={name} quantity={quantity} />}
            {/* Sends its own amount, after the field's: the last one counts. */}
            <button className="plain" type="submit" name="quantity" value="0" formNoValidate>
              Remove<span className="hidden"> {name}</span>
            </button>
          </form>
          <div className="cost">
            <b>{sold ? costOf(price, quantity) : cartWords.noLongerSold}</b>
            {price && quantity > 1 && <span className="muted"> {dollars(price)} each</span>}
            {note && <span className="note">{note}</span>}
          </div>
        </li>
      ))}
    </ul>
  );
}

const Amount = ({ slug, name, quantity }: { slug: string; name: string; quantity: number }) => (
  <>
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
  </>
);

const costOf = (price: Money | null, quantity: number): string =>
  price ? dollars({ ...price, cents: price.cents * quantity }) : priceWords.unavailable;
