import { momentOf } from '../formats.ts';
import { type Message, messageWords } from '../mailbox/words.ts';
import { orderReference } from '../orders/words.ts';
import { dollars } from '../wording.ts';

interface Props {
  readonly messages: readonly Message[];
  /** Wall clock, in ms. */
  readonly now: number;
}

/** The messages as they came, the newest first. */
export function MailboxEntries({ messages, now }: Props) {
  return (
    <ol className="mailbox">
      {messages.map((message) => {
        const { subject, text } = messageWords(message);
        return (
          <li key={message.id} data-message={message.kind}>
            <h2>{subject}</h2>
            {text && <p>{text}</p>}
            <p className="muted">
              <a href={`/orders/${message.order}`}>Order {orderReference(message.order)}</a>
              <span>{dollars(message.total)}</span>
              <time dateTime={message.at}>{momentOf(Date.parse(message.at), now)}</time>
            </p>
          </li>
        );
      })}
    </ol>
  );
}
