// The 404 of a product or category that does not exist: it asks nobody, it has a way on, and it is nobody's failure.
// Not Next's `notFound()`: thrown in a page it leaves the body empty until JavaScript fills it (measured, 16.4.6).
import { missingPage } from '../wording.ts';
import { framed } from './frame.ts';
import { html } from './html.ts';
import { standaloneHeaders } from './standalone-headers.ts';

/** @param inCart how many things are in the cart */
export function missingResponse(what: keyof typeof missingPage, inCart: number): Response {
  const { title, lead } = missingPage[what];
  const main = html`<div class="sorry"><h1>${title}</h1><p class="lead">${lead}</p>
<div class="actions"><a class="button" href="/">See all categories</a><a class="button quiet" href="/cart">Go to your cart</a></div></div>`;
  return new Response(framed({ title, system: 'normal', inCart }, main), { status: 404, headers: standaloneHeaders });
}
