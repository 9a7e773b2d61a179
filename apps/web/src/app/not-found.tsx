import { missingPage } from '../wording.ts';

/** An address that belongs to no page at all. */
export default function NotFound() {
  const { title, lead } = missingPage.page;
  return (
    <main className="wrap" id="main">
      <title>{title}</title>
      <div className="sorry">
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
        <div className="actions">
          <a className="button" href="/">
            See all categories
          </a>
          <a className="button quiet" href="/cart">
            Go to your cart
          </a>
        </div>
      </div>
    </main>
  );
}
