import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Icon } from '../../../components/icon.tsx';
import { Notice } from '../../../components/notice.tsx';
import { MailboxLink } from '../../../components/order/mailbox-link.tsx';
import { OrderForms } from '../../../components/order/order-forms.tsx';
import { OrderStatus } from '../../../components/order/order-status.tsx';
import { Steps } from '../../../components/order/steps.tsx';
import { Summary } from '../../../components/order/summary.tsx';
import { WatchOrder } from '../../../components/order/watch-order.tsx';
import { SectionFrame } from '../../../components/section-frame.tsx';
import { movesByItself } from '../../../orders/offers.ts';
import { stepsOf } from '../../../orders/steps.ts';
import {
  checkAgainPath,
  isOver,
  knownOf,
  type OrderParams,
  orderNotices,
  orderReference,
  stillSaid,
} from '../../../orders/words.ts';
import { thisPage } from '../../../this-request.ts';

interface Props {
  readonly searchParams: Promise<OrderParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  const { known } = await thisOrder();
  return { title: `Order ${orderReference(known.order.id)}`, robots: { index: false } };
}

export default async function OrderPage({ searchParams }: Props) {
  const { section, known } = await thisOrder();
  const { order } = known;
  const now = Date.now();
  const params = await searchParams;
  const said = stillSaid(params, order, section.ageMs, now);
  const notices = [...(order.conflict ? (['conflict'] as const) : []), ...said];
  const waits = movesByItself.includes(order.state);
  return (
    <main className="wrap" id="main">
      <SectionFrame name="order" section={section} as="div" className="order" data={{ 'order-state': order.state }}>
        <div>
          <Notices words={notices.map((what) => orderNotices[what])} />
          <OrderStatus known={known} />
          <Age words={section.message} />
          <MailboxLink state={order.state} />
          <Steps steps={stepsOf(known, now)} />
          <OrderForms order={order} />
          <div className="actions" data-live="actions">
            {!isOver(known) && (
              <a className={waits ? 'button' : 'button quiet'} href={checkAgainPath(order.id, params, said)}>
                Check again
              </a>
            )}
            <a className="button quiet" href="/">
              Continue shopping
            </a>
          </div>
        </div>
        <Summary known={known} />
      </SectionFrame>
      {waits && <WatchOrder states={movesByItself} />}
    </main>
  );
}

const Notices = ({ words }: { words: readonly string[] }) => (
  <div data-live="notices">
    {words.map((sentence) => (
      <Notice key={sentence}>{sentence}</Notice>
    ))}
  </div>
);

/** How old a copy is. */
const Age = ({ words }: { words: string | null }) => (
  <div data-live="age">
    {words && (
      <p className="note is-stale">
        <Icon name="stale" />
        {words}
      </p>
    )}
  </div>
);

async function thisOrder() {
  const shown = await thisPage();
  const section = shown?.name === 'order' ? shown.page.sections.order : notFound();
  return { section, known: knownOf(section) ?? notFound() };
}
