import type { Metadata } from 'next';
import { Crumbs } from '../../components/crumbs.tsx';
import { Icon } from '../../components/icon.tsx';
import { plumbingOffered } from '../../plumbing-offered.ts';
import { statusLines, systemOf } from '../../status-words.ts';
import { thisHealth } from '../../this-request.ts';
import { timeOfDay } from '../../wording.ts';

export const metadata: Metadata = { title: 'Shop status' };

export default async function StatusPage() {
  const health = await thisHealth();
  return (
    <main className="wrap" id="main">
      <Crumbs trail={[{ name: 'Shop status', href: '/status' }]} />
      <div className="page-title">
        <h1>{systemOf(health) === 'normal' ? 'Everything works' : 'Some features are temporarily limited'}</h1>
        <p className="lead">As seen at {timeOfDay(Date.now())}. Load this page again for a newer look.</p>
      </div>
      <ul className="status">
        {statusLines(health).map(({ what, works, words, parts }) => (
          <li key={what}>
            <Icon name={works ? 'ok' : 'level'} />
            <div>
              {what}
              {plumbingOffered() && parts.length > 0 && <code>{parts.join(', ')}</code>}
            </div>
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </main>
  );
}
