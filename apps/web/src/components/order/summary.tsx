import { checkoutWords } from '../../checkout/words.ts';
import { onBill } from '../../formats.ts';
import { chargedSoFar } from '../../orders/steps.ts';
import { type Known, orderReference } from '../../orders/words.ts';

/** What was ordered, and what it costs and has cost. */
export function Summary({ known }: { known: Known }) {
  const { id, lines, total, lastFour } = known.order;
  return (
    <section className="summary" data-live="summary" aria-labelledby="order-reference">
      <h2 id="order-reference">Order {orderReference(id)}</h2>
      <ul>
        {lines.map(({ slug, name, quantity, cents }) => (
          <li key={slug}>
            <span>
              {quantity > 1 && `${quantity} × `}
              {name}
            </span>
            <b>{onBill(cents * quantity)}</b>
          </li>
        ))}
      </ul>
      <dl>
        <dt className="muted">Delivery</dt>
        <dd>Free</dd>
        <dt className="total">Total</dt>
        <dd className="total">{onBill(total.cents)}</dd>
        <dt className="muted">Charged so far</dt>
        <dd>
          <b>{chargedSoFar(known)}</b>
        </dd>
        {lastFour !== null && (
          <>
            <dt className="muted">Card</dt>
            <dd>{checkoutWords.endsIn(lastFour)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
