'use client';
// With JavaScript "Try again" fetches its one section and puts it where the old one stands. One listener for the page:
// a section that came this way can be asked for again just like a section of the first answer.
import { useEffect, useState } from 'react';

const PATIENCE_MS = 5_000;

interface Props {
  readonly healedBanner: string;
  /** The cookie that remembers the switch, where there is one. */
  readonly plumbingCookie: string | undefined;
}

export function HealInPlace({ healedBanner, plumbingCookie }: Props) {
  const [news, setNews] = useState('');

  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-again]') : null;
      const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !plainClick) return;
      event.preventDefault();
      void askAgain(link, healedBanner).then(setNews);
    };
    const onChange = (event: Event) => {
      const { target } = event;
      if (plumbingCookie && target instanceof HTMLInputElement && target.id === 'plumbing')
        remember(plumbingCookie, target.checked);
    };
    document.addEventListener('click', onClick);
    document.addEventListener('change', onChange);
    return () => {
      document.removeEventListener('click', onClick);
      document.removeEventListener('change', onChange);
    };
  }, [healedBanner, plumbingCookie]);

  return (
    <p className="hidden" aria-live="polite">
      {news}
    </p>
  );
}

/**
 * Replaces the link's section by a new answer; says what came of it. When it is live again, so may be the others: they are
 * asked for as well. Without any answer the page is loaded again.
 */
async function askAgain(link: HTMLAnchorElement, healedBanner: string): Promise<string> {
  const section = link.closest<HTMLElement>('[data-section]');
  if (!section || section.ariaBusy === 'true') return '';
  section.ariaBusy = 'true';
  const address = link.dataset.again ?? '';
  try {
    const fresh = await fetchSection(address, section);
    put(fresh, section);
    // The focus was on a link that is gone: the next "Try again", else the heading of what came.
    (
      fresh.section.querySelector<HTMLElement>('[data-again]') ?? fresh.section.querySelector<HTMLElement>('h1, h2')
    )?.focus();
    if (fresh.section.dataset.state === 'live') await healOthers(address);
    return announce(fresh.section, healedBanner);
  } catch {
    // Whatever went wrong on the way: the link itself still leads to the whole page.
    window.location.assign(link.href);
    return '';
  }
}

const broken = '[data-section]:not([data-state="live"])';

/** Asks once for every other broken section; one that is not to be had stays as it is. */
async function healOthers(address: string): Promise<void> {
  const sections = [...document.querySelectorAll<HTMLElement>(broken)];
  await Promise.allSettled(
    sections.map(async (section) => {
      const fresh = await fetchSection(beside(address, section.dataset.section ?? ''), section);
      if (fresh.section.dataset.state === 'live') put(fresh, section);
    }),
  );
}

/** The address of another section of the same page: `/sections/search/-/results?q=laptop` → `…/facets?q=laptop`. */
function beside(address: string, name: string): string {
  const [path = '', ...query] = address.split('?');
  return [path.replace(/[^/]+$/, name), ...query].join('?');
}

interface Fresh {
  readonly section: HTMLElement;
  /** Its row in the plumbing dock. */
  readonly row: Element | null;
}

async function fetchSection(address: string, { dataset }: HTMLElement): Promise<Fresh> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const section = page.querySelector<HTMLElement>(`[data-section="${dataset.section}"]`);
  if (!answer.ok || !section) throw new Error(`the section was answered with ${answer.status}`);
  return { section, row: page.querySelector(`[data-dock="${dataset.section}"]`) };
}

function put({ section, row }: Fresh, old: HTMLElement): void {
  const oldRow = document.querySelector(`[data-dock="${old.dataset.section}"]`);
  if (oldRow && row) oldRow.replaceWith(document.adoptNode(row));
  old.replaceWith(document.adoptNode(section));
}

function announce(fresh: HTMLElement, healedBanner: string): string {
  const heading = fresh.querySelector('h1, h2')?.textContent ?? '';
  if (fresh.dataset.state !== 'live')
    return `${heading}: ${fresh.querySelector('[data-absent], h3')?.textContent ?? 'not yet'}`;
  const words = document.querySelector('[data-banner-words]');
  if (words && !document.querySelector(broken)) {
    words.textContent = healedBanner;
    document.body.dataset.system = 'normal';
  }
  return `${heading}: here again`;
}

/** Browsers without the Cookie Store API only forget the switch; `?plumbing=1` works in all of them. */
function remember(name: string, checked: boolean): void {
  void window.cookieStore?.set({ name, value: checked ? '1' : '0', path: '/', sameSite: 'lax' });
}
