// The honest 503: a product or an order that nobody can show, not even as it was.
import { reference, sorryPage, tryAgain } from '../wording.ts';
import { framed } from './frame.ts';
import { html } from './html.ts';
import { standaloneHeaders } from './standalone-headers.ts';

export type SorryWhat = keyof typeof sorryPage;

interface Sorry {
  /** The page itself, for "Try again". */
  readonly path: string;
  readonly requestId: string;
  readonly what?: SorryWhat | undefined;
  /** How many things are in the cart. */
  readonly inCart: number;
}

export const sorryResponse = (sorry: Sorry): Response =>
  new Response(body(sorry), { status: 503, headers: { ...standaloneHeaders, 'retry-after': '10' } });

function body({ path, requestId, what = 'product', inCart }: Sorry): string {
  const { title, lead, calm } = sorryPage[what];
  return framed(
    { title, system: 'degraded', inCart },
    html`<div class="sorry">
<svg class="hull" viewBox="0 0 380 300" aria-hidden="true"><path d="M10 90h360" stroke="currentColor" stroke-width="14" stroke-linecap="round"/><path d="M62 122h256c-22 74-70 110-128 110S84 196 62 122z" fill="currentColor"/></svg>
<h1>${title}</h1>
<p class="lead">${lead}</p>
<p class="lead muted">${calm}</p>
<div class="actions"><a class="button" href="${path}">${tryAgain}</a><a class="button quiet" href="/">Go to the home page</a></div>
<div class="works"><h2>What still works</h2>
<div><a href="/cart">Your cart</a><p>Kept in your browser</p></div>
<div><a href="/">Categories</a><p>Some may have nothing to show</p></div>
<div><a href="/status">Shop status</a><p>What works and what does not</p></div></div>
<p class="note">If you write to us, give this reference: ${reference(requestId)}</p>
</div>`,
  );
}
