import { type Known, wordsOf } from '../../orders/words.ts';

/** What has become of the order, in the words of its state. */
export function OrderStatus({ known }: { known: Known }) {
  const { title, boldTitle, bold, rest } = wordsOf(known);
  return (
    <div data-live="status" aria-live="polite" aria-atomic="true">
      <h1>{boldTitle ? <b>{title}</b> : title}</h1>
      {bold && (
        <p className="lead">
          <b>{bold}</b>
        </p>
      )}
      {rest.length > 0 && <p className="lead">{rest.join(' ')}</p>}
    </div>
  );
}
