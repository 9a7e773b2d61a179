// One of the two shops, as it is on a phone: same page, same size, same faults.
import type { Look } from '../picture.ts';
import { Icon } from './icons.tsx';
import { ms } from './words.ts';

interface PhoneProps {
  readonly name: string;
  readonly about: string;
  readonly url: string;
  readonly look: Look | null | undefined;
}

export function Phone({ name, about, url, look }: PhoneProps) {
  // Loaded again when somebody would see something else now.
  const seen = look ? `${look.status} ${look.shown} ${look.sells}` : 'nothing';
  return (
    <section className="panel shop" aria-label={`${name} shop`}>
      <header>
        <h2>{name}</h2> <span>{about}</span>
      </header>
      <div className="frame">
        <iframe key={seen} src={url} title={`The ${name.toLowerCase()} shop`} />
      </div>
      <footer className={look?.sells ? 'good' : 'bad'}>{look ? <Seen look={look} /> : 'not looked at yet'}</footer>
    </section>
  );
}

const Seen = ({ look: { status, tookMs, shown, sections, sells } }: { readonly look: Look }) => (
  <>
    <Icon name={sells ? 'ok' : 'unavailable'} />
    {status === null ? `no answer for ${ms(tookMs)}` : `${status} ${status < 400 ? 'in' : 'after'} ${ms(tookMs)}`}
    {sells ? `, ${shown} of ${sections} sections` : ', nothing to buy'}
  </>
);
