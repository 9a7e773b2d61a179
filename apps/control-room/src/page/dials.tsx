import type { Dials } from '../picture.ts';
import { percent } from './words.ts';

const unknown = '–';

export function DialRow({ dials }: { readonly dials: Dials | undefined }) {
  const { sells, retryBudget, busiestBulkhead: busiest, fromCopies, breakers, orders } = dials ?? {};
  const share = (value: number | null | undefined) =>
    value === null || value === undefined ? unknown : percent(value);
  const waiting = (orders?.queued ?? 0) + (orders?.outbox ?? 0);
  return (
    <dl className="panel dials">
      <Dial name="Pages that sell" value={share(sells?.protected)} more={`naive ${share(sells?.naive)}`} />
      <Dial
        name="Retry budget left"
        value={share(retryBudget?.left)}
        more={retryBudget?.name ?? ''}
        bar={retryBudget?.left}
      />
      <Dial
        name="Busiest bulkhead"
        value={busiest ? `${busiest.active} of ${busiest.limit}` : unknown}
        more={busiest && busiest.active > 0 ? busiest.name : ''}
        bar={busiest ? busiest.active / busiest.limit : undefined}
      />
      <Dial name="Served from copies" value={share(fromCopies)} more="of all sections" bar={fromCopies ?? undefined} />
      <Dial
        name="Breakers not closed"
        value={breakers ? `${breakers.notClosed} of ${breakers.all}` : unknown}
        more="of the gateway"
        bar={breakers ? breakers.notClosed / breakers.all : undefined}
      />
      <Dial
        name="Orders waiting"
        value={orders && orders.queued === null && orders.outbox === null ? unknown : String(waiting)}
        more={orders ? ordersInWords(orders) : ''}
      />
    </dl>
  );
}

const ordersInWords = ({ queued, outbox }: Dials['orders']) => {
  if (queued === null && outbox === null) return 'nobody tells';
  if (queued === null) return 'payment does not tell';
  if (outbox === null) return 'the gateway does not tell';
  return queued + outbox === 0 ? 'none' : `${queued} for the bank, ${outbox} for payment`;
};

interface DialProps {
  readonly name: string;
  readonly value: string;
  readonly more: string;
  /** 0 to 1. */
  readonly bar?: number | undefined;
}

const Dial = ({ name, value, more, bar }: DialProps) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {value} <small>{more}</small>
    </dd>
    {bar !== undefined && <i aria-hidden="true" style={{ backgroundSize: `${Math.min(100, bar * 100)}% 100%` }} />}
  </div>
);
