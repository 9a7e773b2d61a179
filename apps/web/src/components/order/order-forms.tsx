import type { OrderView } from '@evenkeel/contracts';
import { canBeCancelled, takesAnotherCard } from '../../orders/offers.ts';
import { CardChoice } from '../checkout/card-choice.tsx';

/** What the buyer can do about the order in its state. */
export function OrderForms({ order: { id, state } }: { order: OrderView }) {
  // When the form was made: nobody is told that nothing was done when an earlier life of this process may have sent it.
  const at = Date.now();
  return (
    <div className="order-forms" data-live="forms">
      {takesAnotherCard.has(state) && (
        <form className="pay" action="/checkout/card" method="post">
          <input type="hidden" name="order" value={id} />
          <input type="hidden" name="at" value={at} />
          <CardChoice legend={state === 'needs_buyer' ? 'Choose a card' : 'Use another card'} />
          <button className="button" type="submit">
            Pay with this card
          </button>
        </form>
      )}
      {canBeCancelled.has(state) && (
        <form action="/checkout/cancel" method="post">
          <input type="hidden" name="order" value={id} />
          <input type="hidden" name="at" value={at} />
          <button className="button quiet" type="submit">
            Cancel the order
          </button>
        </form>
      )}
    </div>
  );
}
