import type { OrderState } from '@evenkeel/contracts';
import { mailboxPath } from '../../mailbox/open-mailbox.ts';
import { mailboxWords } from '../../mailbox/words.ts';
import { isWrittenAbout } from '../../orders/offers.ts';

/** Nobody has to stay on the page of an order that is not settled. */
export function MailboxLink({ state }: { state: OrderState }) {
  return (
    <div data-live="mailbox">
      {isWrittenAbout.has(state) && (
        <p className="to-mailbox">
          <a href={mailboxPath}>{state === 'needs_buyer' ? mailboxWords.fromSavedOrder : mailboxWords.fromOrder}</a>
        </p>
      )}
    </div>
  );
}
