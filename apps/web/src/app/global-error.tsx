'use client';
// What Next shows when a page of ours cannot be rendered at all (500). Nothing of the shop is asked, and the cart stays within reach. Its
// words stand here: those of other pages would bring the contracts into the browser.
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/frame.css';
import '../styles/sorry.css';

export default function GlobalError() {
  return (
    <html lang="en">
      <body data-system="degraded">
        <title>Sorry – Evenkeel</title>
        <header className="top">
          <div className="wrap">
            <a className="brand" href="/">
              Evenkeel
            </a>
            <nav aria-label="Shop">
              <a className="cart" href="/cart">
                Cart
              </a>
            </nav>
          </div>
        </header>
        <main className="wrap" id="main">
          <div className="sorry">
            <h1>Sorry, we cannot show this page right now</h1>
            <p className="lead">Your cart is kept in your browser.</p>
            <div className="actions">
              <button className="button" type="button" onClick={() => window.location.reload()}>
                Try again
              </button>
              <a className="button quiet" href="/cart">
                Go to your cart
              </a>
            </div>
          </div>
        </main>
      </body>
    </html>
  );
}
