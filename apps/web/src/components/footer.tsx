import { plumbingOffered } from '../plumbing-offered.ts';
import { shopName } from '../wording.ts';

/** The plumbing switch is a checkbox that style sheets look at; HealInPlace keeps its position in a cookie. */
export function Footer({ plumbing }: { plumbing: boolean }) {
  return (
    <footer className="foot">
      <div className="wrap">
        <span>© {shopName}, a demo shop. Nothing here is for sale.</span>
        <a href="/mailbox">Your messages</a>
        <a href="/status">Shop status</a>
        {plumbingOffered() && (
          <label>
            <input className="switch" type="checkbox" id="plumbing" defaultChecked={plumbing} autoComplete="off" /> Show
            the plumbing
          </label>
        )}
      </div>
    </footer>
  );
}
