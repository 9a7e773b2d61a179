import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cartRows, totalOf } from '../../cart/cart-rows.ts';
import { CartLines } from '../../components/cart-lines.tsx';
import { Crumbs } from '../../components/crumbs.tsx';
import { Notice } from '../../components/notice.tsx';
import { WaitingOrder } from '../../components/order/waiting-order.tsx';
import { SectionFrame } from '../../components/section-frame.tsx';
import { thisCart, thisPage } from '../../this-request.ts';
import { cartWords, dollars } from '../../wording.ts';

export const metadata: Metadata = { title: 'Cart' };

interface Props {
  readonly searchParams: Promise<{ full?: string }>;
}

export default async function CartPage({ searchParams }: Props) {
  const [shown, { cart, tampered, overfull }, { full }] = await Promise.all([thisPage(), thisCart(), searchParams]);
  if (shown?.name !== 'cart') notFound();
  const { items } = shown.page.sections;
  const rows = cartRows(cart, items, Date.now());
  const total = totalOf(rows);
  return (
    <main className="wrap" id="main">
      <Crumbs trail={[{ name: 'Cart', href: '/cart' }]} />
      <div className="page-title">
        <h1>Cart</h1>
      </div>
      {tampered && <Notice>{cart.length === 0 ? cartWords.tampered : cartWords.partlyTampered}</Notice>}
      {(full || overfull) && <Notice>{cartWords.full}</Notice>}
      <WaitingOrder />
      <SectionFrame name="items" section={items} className="cart-items">
        {rows.length === 0 && <p className="lead">{cartWords.empty}</p>}
        {rows.length > 0 && (
          <>
            {items.message && <Notice>{items.message}</Notice>}
            <CartLines rows={rows} />
            {rows.some(({ sold }) => sold) && (
              <p className="total">
                <span>Total</span>
                <span>{total ? dollars(total) : cartWords.totalUnknown}</span>
              </p>
            )}
            <p className="muted">{cartWords.countsOnce}</p>
          </>
        )}
      </SectionFrame>
      <div className="actions">
        {rows.some(({ sold }) => sold) && (
          <a className="button" href="/checkout">
            {cartWords.toCheckout}
          </a>
        )}
        <a className="button quiet" href="/">
          Continue shopping
        </a>
      </div>
    </main>
  );
}
