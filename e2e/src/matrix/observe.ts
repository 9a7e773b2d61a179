// Looks at a page as a visitor without JavaScript does: one request, and what stands in the HTML that the server sent.
import { type HTMLElement, parse } from 'node-html-parser';
import { request } from 'undici';

export interface SeenSection {
  readonly state: string;
  readonly source: string;
  readonly ageMs: number | null;
  readonly tier: string | null;
  /** How good a search was. */
  readonly quality: string | null;
  readonly text: string;
}

export interface SeenPage {
  readonly status: number | 'no answer';
  readonly sections: Readonly<Record<string, SeenSection>>;
  readonly system: string | null;
  /** What the banner says about the page as a whole. */
  readonly banner: string;
  readonly text: string;
  /** Addresses in the content, without the header's and the footer's. */
  readonly links: readonly string[];
  /** What the plumbing says: the time the page took in the gateway, and its limit there, in ms. */
  readonly inGateway: { readonly tookMs: number; readonly limitMs: number } | null;
  readonly tookMs: number;
}

/** What a browser sends back: the visitor's name, the cart. */
export type Cookies = Readonly<Record<string, string>>;

/** GET `url` and read its sections; a connection that fails, or takes longer than `limitMs`, is `no answer`. */
export async function look(url: string, limitMs: number, cookies: Cookies = {}): Promise<SeenPage> {
  const started = performance.now();
  try {
    const cookie = Object.entries(cookies).map((pair) => pair.join('='));
    const answer = await request(url, {
      signal: AbortSignal.timeout(limitMs),
      headers: cookie.length === 0 ? {} : { cookie: cookie.join('; ') },
    });
    const html = await answer.body.text();
    return { ...read(html), status: answer.statusCode, tookMs: performance.now() - started };
  } catch (error) {
    const nobodyThere =
      error instanceof Error &&
      /ECONNREFUSED|TimeoutError|aborted|ECONNRESET|other side/.test(
        `${error}${String('code' in error && error.code)}`,
      );
    if (!nobodyThere) throw error;
    return {
      status: 'no answer',
      sections: {},
      system: null,
      banner: '',
      text: '',
      links: [],
      inGateway: null,
      tookMs: performance.now() - started,
    };
  }
}

function read(html: string): Omit<SeenPage, 'status' | 'tookMs'> {
  const root = parse(html);
  // React parks late content in hidden boxes that only JavaScript reveals: what is in there, nobody sees.
  for (const box of root.querySelectorAll('[hidden]')) box.remove();
  const sections = Object.fromEntries(
    root
      .querySelectorAll('[data-section]')
      .map((element) => [element.getAttribute('data-section') ?? '', seen(element)]),
  );
  return {
    sections,
    system: root.querySelector('[data-system]')?.getAttribute('data-system') ?? null,
    banner: textOf(root.querySelector('[role=status]')),
    text: textOf(root.querySelector('main')),
    links: root.querySelectorAll('main a[href]').map((link) => link.getAttribute('href') ?? ''),
    inGateway: inGateway(textOf(root.querySelector('[aria-label=Plumbing]'))),
  };
}

function inGateway(plumbing: string): SeenPage['inGateway'] {
  const [, tookMs, limitMs] = /page finished in (\d+) ms · limit (\d+) ms/.exec(plumbing) ?? [];
  return tookMs && limitMs ? { tookMs: Number(tookMs), limitMs: Number(limitMs) } : null;
}

const seen = (element: HTMLElement): SeenSection => ({
  state: element.getAttribute('data-state') ?? '',
  source: element.getAttribute('data-source') ?? '',
  ageMs: element.hasAttribute('data-age-ms') ? Number(element.getAttribute('data-age-ms')) : null,
  tier: element.getAttribute('data-tier') ?? null,
  quality: element.getAttribute('data-quality') ?? null,
  text: textOf(element),
});

const textOf = (element: HTMLElement | null) => (element?.structuredText ?? '').replace(/\s+/g, ' ').trim();
