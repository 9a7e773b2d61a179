'use client';
// With JavaScript "Try again" fetches its one section and puts it where the old one stands. One listener for the page:
// a section that came this way can be asked for again just like a section of the first answer.
import { useEffect, useState } from 'react';

const PATIENCE_MS = 5_000;

export function HealInPlace({ healedBanner }: { healedBanner: string }) {
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
      if (event.target instanceof HTMLInputElement && event.target.id === 'plumbing') rememberPlumbing(event.target);
    };
    document.addEventListener('click', onClick);
    document.addEventListener('change', onChange);
    return () => {
      document.removeEventListener('click', onClick);
      document.removeEventListener('change', onChange);
    };
  }, [healedBanner]);

  return (
    <p className="hidden" aria-live="polite">
      {news}
    </p>
  );
}

/** Replaces the link's section by a new answer; says what came of it. Without any answer the page is loaded again. */
async function askAgain(link: HTMLAnchorElement, healedBanner: string): Promise<string> {
  const section = link.closest<HTMLElement>('[data-section]');
  if (!section || section.ariaBusy === 'true') return '';
  section.ariaBusy = 'true';
  try {
    const answer = await fetch(link.dataset.again ?? '', { signal: AbortSignal.timeout(PATIENCE_MS) });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.querySelector<HTMLElement>(`[data-section="${section.dataset.section}"]`);
    if (!answer.ok || !fresh) throw new Error(`the section was answered with ${answer.status}`);
    put(fresh, section, page);
    return announce(fresh, healedBanner);
  } catch {
    // Whatever went wrong on the way: the link itself still leads to the whole page.
    window.location.assign(link.href);
    return '';
  }
}

function put(fresh: HTMLElement, section: HTMLElement, page: Document): void {
  const name = section.dataset.section;
  const [row, freshRow] = [document, page].map((where) => where.querySelector(`[data-dock="${name}"]`));
  if (row && freshRow) row.replaceWith(document.adoptNode(freshRow));
  section.replaceWith(document.adoptNode(fresh));
  // The focus was on a link that is gone: the next "Try again", else the heading of what came.
  (fresh.querySelector<HTMLElement>('[data-again]') ?? fresh.querySelector<HTMLElement>('h2'))?.focus();
}

function announce(fresh: HTMLElement, healedBanner: string): string {
  const heading = fresh.querySelector('h2')?.textContent ?? '';
  if (fresh.dataset.state !== 'live') return `${heading}: ${fresh.querySelector('h3')?.textContent ?? 'not yet'}`;
  const words = document.querySelector('[data-banner-words]');
  if (words && !document.querySelector('[data-section]:not([data-state="live"])')) {
    words.textContent = healedBanner;
    document.body.dataset.system = 'normal';
  }
  return `${heading}: here again`;
}

/** Browsers without the Cookie Store API only forget the switch; `?plumbing=1` works in all of them. */
function rememberPlumbing({ checked }: HTMLInputElement): void {
  void window.cookieStore?.set({ name: 'plumbing', value: checked ? '1' : '0', path: '/', sameSite: 'lax' });
}
