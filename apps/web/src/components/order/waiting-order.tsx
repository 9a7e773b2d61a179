import { orderReference, waitsForCard } from '../../orders/words.ts';
import { thisWaitingOrder } from '../../this-request.ts';

/** Where else one would look for it: the cart still holds what it is of. */
export async function WaitingOrder() {
  const id = await thisWaitingOrder();
  if (id === undefined) return null;
  return (
    <p className="to-order-page">
      <a href={`/orders/${id}`}>{waitsForCard(orderReference(id))}</a>
    </p>
  );
}
