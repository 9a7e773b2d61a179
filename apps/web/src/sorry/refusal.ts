// A request that is wrong in itself: a page for people, problem details (RFC 9457) for programs. Never an error of ours.
import { type Problem, problemContentType } from '@evenkeel/contracts';
import { inCartOf } from '../cart/in-cart.ts';
import { framed } from './frame.ts';
import { html } from './html.ts';
import { standaloneHeaders } from './standalone-headers.ts';

export interface Refusal {
  /** 400–499 */
  readonly status: number;
  readonly title: string;
  /** What is wrong, and what would be right. */
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const wrongMethod = (...allowed: readonly string[]): Refusal => ({
  status: 405,
  title: 'Method Not Allowed',
  detail: `This address takes ${allowed.join(' and ')} only.`,
  headers: { allow: allowed.join(', ') },
});

export function refuse(refusal: Refusal, request: Request): Response {
  const { status, title, detail, headers } = refusal;
  if (request.headers.get('accept')?.includes('text/html')) {
    return new Response(page(refusal, inCartOf(request)), { status, headers: { ...standaloneHeaders, ...headers } });
  }
  const problem: Problem = { type: 'about:blank', title, status, detail };
  return Response.json(problem, {
    status,
    headers: { 'content-type': problemContentType, 'cache-control': 'no-store', ...headers },
  });
}

const page = ({ title, detail }: Refusal, inCart: number): string =>
  framed(
    { title, system: 'normal', inCart },
    html`<div class="sorry"><h1>This did not work</h1><p class="lead">${detail}</p>
<p class="lead muted">Nothing was changed and nothing was ordered.</p>
<div class="actions"><a class="button" href="/cart">Go to your cart</a><a class="button quiet" href="/">Go to the home page</a></div></div>`,
  );
