import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Crumbs } from '../../components/crumbs.tsx';
import { MailboxEntries } from '../../components/mailbox-entries.tsx';
import { SectionFrame } from '../../components/section-frame.tsx';
import { mailboxPath } from '../../mailbox/open-mailbox.ts';
import { mailboxWords } from '../../mailbox/words.ts';
import { thisPage } from '../../this-request.ts';

export const metadata: Metadata = { title: mailboxWords.title, robots: { index: false } };

export default async function MailboxPage() {
  const shown = await thisPage();
  if (shown?.name !== 'mailbox') notFound();
  const { messages } = shown.page.sections;
  const items = messages.data?.items ?? [];
  return (
    <main className="wrap" id="main">
      <Crumbs trail={[{ name: mailboxWords.title, href: mailboxPath }]} />
      <div className="page-title">
        <h1>{mailboxWords.title}</h1>
        {items.length > 0 && <p className="lead">{mailboxWords.standsIn}</p>}
      </div>
      <SectionFrame name="messages" section={messages} className="messages">
        {items.length > 0 && <MailboxEntries messages={items} now={Date.now()} />}
        {items.length === 0 && <p className="lead">{messages.message ?? mailboxWords.empty}</p>}
        {messages.state === 'live' && items.length === 0 && <p className="muted">{mailboxWords.whatComes}</p>}
      </SectionFrame>
      <div className="actions">
        <a className="button quiet" href={mailboxPath}>
          Check again
        </a>
        <a className="button quiet" href="/">
          Continue shopping
        </a>
      </div>
    </main>
  );
}
