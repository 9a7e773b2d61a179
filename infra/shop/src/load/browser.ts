// As much of a browser as a visitor needs who clicks links, searches and posts the forms of the pages as they stand:
// it keeps cookies, sends hidden fields back, and follows redirects.

import { type HTMLElement, parse } from 'node-html-parser';

export interface Browser {
  /** Follows a link. */
  open(address: string): Promise<OpenPage>;
  /** Posts a form of the page, as its button does. */
  submit(form: Form): Promise<OpenPage>;
}

export interface OpenPage {
  /** Of the page at the end of the redirects; `none` when no answer came. */
  readonly status: number | 'none';
  /** From the click to the end of the last page, in ms. */
  readonly ms: number;
  /** Addresses on this site, each once. */
  readonly links: readonly string[];
  readonly forms: readonly Form[];
  /** Titles of the products that the page links to. */
  readonly titles: readonly string[];
}

export interface Form {
  readonly action: string;
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A person has gone by then. ms for the whole way. */
const pageLimitMs = 5_000;
const mostRedirects = 3;

/** A browser without cookies, at the site with this address (without a slash at the end). */
export function browser(site: string): Browser {
  const cookies = new Map<string, string>();

  async function request(address: string, init: RequestInit): Promise<Response> {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { accept: 'text/html', ...(cookie && { cookie }), ...init.headers };
    const response = await fetch(new URL(address, site), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  }

  async function go(address: string, init: RequestInit): Promise<OpenPage> {
    const began = performance.now();
    const signal = AbortSignal.timeout(pageLimitMs);
    try {
      let response = await request(address, { ...init, signal });
      for (let hop = 0; hop < mostRedirects && response.headers.has('location'); hop += 1) {
        await response.body?.cancel();
        response = await request(response.headers.get('location') ?? '/', { signal });
      }
      return { status: response.status, ...read(await response.text()), ms: performance.now() - began };
    } catch {
      // Refused, reset or too late: what the visitor sees is a page that does not come.
      return { status: 'none', ms: performance.now() - began, links: [], forms: [], titles: [] };
    }
  }

  return {
    open: (address) => go(address, {}),
    submit: ({ action, method, fields }) =>
      method === 'post'
        ? go(action, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: site } })
        : go(`${action}?${new URLSearchParams(fields)}`, {}),
  };
}

function keep(cookies: Map<string, string>, setCookie: string): void {
  const [pair = ''] = setCookie.split(';');
  const split = pair.indexOf('=');
  if (/;\s*max-age=0\b/i.test(setCookie)) cookies.delete(pair.slice(0, split));
  else cookies.set(pair.slice(0, split), pair.slice(split + 1));
}

function read(html: string): Pick<OpenPage, 'links' | 'forms' | 'titles'> {
  const page = parse(html);
  const anchors = page.querySelectorAll('a[href^="/"]');
  const linked = (anchor: HTMLElement) => anchor.getAttribute('href') ?? '/';
  const titles = anchors
    .filter((anchor) => linked(anchor).startsWith('/products/'))
    .map((anchor) => anchor.text.trim());
  return {
    links: [...new Set(anchors.map(linked))],
    titles: [...new Set(titles.filter((title) => title !== ''))],
    forms: page.querySelectorAll('form').map(formOf),
  };
}

/** With what is filled in already: what a person sends who only presses the button. */
function formOf(form: HTMLElement): Form {
  const filled = form.querySelectorAll('input[name], select[name], textarea[name]').flatMap((field) => {
    const type = field.getAttribute('type');
    if ((type === 'checkbox' || type === 'radio') && !field.hasAttribute('checked')) return [];
    return [[field.getAttribute('name') ?? '', contentOf(field)]];
  });
  return {
    action: form.getAttribute('action') ?? '/',
    method: (form.getAttribute('method') ?? 'get').toLowerCase(),
    fields: Object.fromEntries(filled) as Record<string, string>,
  };
}

function contentOf(field: HTMLElement): string {
  if (field.tagName === 'TEXTAREA') return field.text;
  if (field.tagName !== 'SELECT') return field.getAttribute('value') ?? '';
  const option = field.querySelector('option[selected]') ?? field.querySelector('option');
  return option?.getAttribute('value') ?? option?.text ?? '';
}
