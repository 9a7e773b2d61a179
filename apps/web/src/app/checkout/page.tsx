import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cartRows, totalOf } from '../../cart/cart-rows.ts';
import { agreementToken, orderedItems } from '../../checkout/agreement.ts';
import { obstacleTo } from '../../checkout/obstacle.ts';
import { type CheckoutParams, noticesOf } from '../../checkout/where-next.ts';
import { checkoutWords } from '../../checkout/words.ts';
import { CardChoice } from '../../components/checkout/card-choice.tsx';
import { CheckoutLines } from '../../components/checkout/checkout-lines.tsx';
import { Crumbs } from '../../components/crumbs.tsx';
import { Notice } from '../../components/notice.tsx';
import { WaitingOrder } from '../../components/order/waiting-order.tsx';
import { SectionFrame } from '../../components/section-frame.tsx';
import { config } from '../../config.ts';
import { thisCart, thisCheckout, thisPage } from '../../this-request.ts';
import { cartWords, dollars } from '../../wording.ts';

export const metadata: Metadata = { title: checkoutWords.title };

interface Props {
  readonly searchParams: Promise<CheckoutParams>;
}

export default async function CheckoutPage({ searchParams }: Props) {
  const [shown, { cart, tampered }, params] = await Promise.all([thisPage(), thisCart(), searchParams]);
  const checkout = (await thisCheckout()) ?? notFound();
  if (shown?.name !== 'cart') notFound();
  const { items } = shown.page.sections;
  const now = Date.now();
  const rows = cartRows(cart, items, now);
  const total = totalOf(rows);
  const unsure = checkout.unsure || params.unsure === checkout.id;
  const obstacle = obstacleTo(rows, total, unsure);
  const payable = obstacle === undefined && total !== null;
  const message =
    items.state === 'stale' && items.ageMs !== null ? checkoutWords.pricesFrom(items.ageMs) : items.message;
  const notices = noticesOf(params, { id: checkout.id, unsure, total, payable });
  return (
    <main className="wrap" id="main">
      <Crumbs
        trail={[
          { name: 'Cart', href: '/cart' },
          { name: checkoutWords.title, href: '/checkout' },
        ]}
      />
      <div className="page-title">
        <h1>{checkoutWords.title}</h1>
      </div>
      {tampered && <Notice>{cart.length === 0 ? cartWords.tampered : cartWords.partlyTampered}</Notice>}
      {notices.map((words) => (
        <Notice key={words}>{words}</Notice>
      ))}
      {unsure && (
        <p className="to-order-page">
          <a href={`/orders/${checkout.id}`}>{checkoutWords.lookForOrder}</a>
        </p>
      )}
      <WaitingOrder />
      <div className="checkout">
        <SectionFrame name="items" section={items}>
          {rows.length > 0 && message && <Notice>{message}</Notice>}
          {rows.length > 0 && <CheckoutLines rows={rows} />}
          {total && (
            <p className="total">
              <span>Total</span>
              <span>{dollars(total)}</span>
            </p>
          )}
          {obstacle?.map((sentence) => (
            <p className="lead" key={sentence}>
              {sentence}
            </p>
          ))}
        </SectionFrame>
        {payable && (
          <form className="pay" action="/checkout/pay" method="post">
            <input
              type="hidden"
              name="order"
              value={agreementToken(
                { id: checkout.id, items: orderedItems(rows), cents: total.cents, at: now },
                config().SHOP_SECRET,
              )}
            />
            <CardChoice legend={checkoutWords.payWith} />
            <button className="button" type="submit">
              {checkoutWords.pay(total)}
            </button>
          </form>
        )}
      </div>
      <div className="actions">
        <a className="button quiet" href="/cart">
          Back to the cart
        </a>
      </div>
    </main>
  );
}
