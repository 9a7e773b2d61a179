'use client';
// With JavaScript the page of an order that goes on by itself looks again and takes over what has changed. Without it "Check again" is a
// link. The page is asked for as anybody would: the server alone knows what an order's states are called.
import { useEffect } from 'react';
import { keepLooking } from './keep-looking.ts';

const PATIENCE_MS = 5_000;

interface Props {
  /** The states in which it is worth looking. */
  readonly states: readonly string[];
}

export function WatchOrder({ states }: Props) {
  useEffect(
    () =>
      keepLooking({
        mayLook: () => !document.hidden,
        look: async () => {
          const fresh = await freshPage();
          const isWhole = fresh !== undefined && takeOver(fresh);
          return !isWhole || states.includes(frameOf(document)?.dataset.orderState ?? '');
        },
      }),
    [states],
  );
  return null;
}

/** Undefined when there is none to be had: the next look may find one, and until then the page stays as it is. */
async function freshPage(): Promise<Document | undefined> {
  const sent = { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(PATIENCE_MS) };
  const answer = await fetch(window.location.href, sent).catch(() => undefined);
  const text = answer?.ok ? await answer.text().catch(() => undefined) : undefined;
  return text === undefined ? undefined : new DOMParser().parseFromString(text, 'text/html');
}

const frameOf = (page: Document) => page.querySelector<HTMLElement>('[data-section="order"]');

const parts = ['.banner', '[data-dock="order"]', '[data-section="order"] > .tag', '[data-live]'];

/** False when something was left as it was, because the focus is in it: nobody's place on the page is taken away. */
function takeOver(fresh: Document): boolean {
  const [frame, freshFrame] = [frameOf(document), frameOf(fresh)];
  if (!frame || !freshFrame) return false;
  takeAttributes(frame, freshFrame);
  document.body.dataset.system = fresh.body.dataset.system;
  const changed = [...document.querySelectorAll<HTMLElement>(parts.join(', '))]
    .map((part) => ({ part, now: fresh.querySelector<HTMLElement>(selectorOf(part)) }))
    .filter(({ part, now }) => now && part.innerHTML !== now.innerHTML);
  const free = changed.filter(({ part }) => !part.contains(document.activeElement));
  for (const { part, now } of free) {
    if (!now) continue;
    takeAttributes(part, now);
    part.innerHTML = now.innerHTML;
  }
  return free.length === changed.length;
}

function takeAttributes(to: HTMLElement, from: HTMLElement): void {
  for (const name of to.getAttributeNames()) if (!from.hasAttribute(name)) to.removeAttribute(name);
  for (const { name, value } of from.attributes) to.setAttribute(name, value);
}

const selectorOf = (part: HTMLElement): string =>
  part.dataset.live ? `[data-live="${part.dataset.live}"]` : (parts.find((selector) => part.matches(selector)) ?? '');
