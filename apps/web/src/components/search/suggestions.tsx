'use client';
// Names that begin as what is being typed, in the browser's own list: it knows keyboards and screen readers better than we do.
import { useEffect, useState } from 'react';

/** After the last key, in ms. */
const PAUSE_MS = 150;
const PATIENCE_MS = 1_000;
const LEAST_LETTERS = 2;

export function Suggestions({ listId, inputId }: { listId: string; inputId: string }) {
  const [items, setItems] = useState<readonly string[]>([]);

  useEffect(() => {
    const input = document.getElementById(inputId);
    if (!(input instanceof HTMLInputElement)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = new AbortController();
    const stop = () => {
      clearTimeout(timer);
      asking.abort();
    };
    const onInput = () => {
      stop();
      asking = new AbortController();
      const { signal } = asking;
      const query = input.value.trim();
      if (query.length < LEAST_LETTERS) return setItems([]);
      timer = setTimeout(() => {
        ask(query, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])).then(
          (found) => signal.aborted || setItems(found),
          // Nobody waits for suggestions: without them people type their words to the end.
          () => undefined,
        );
      }, PAUSE_MS);
    };
    input.addEventListener('input', onInput);
    return () => {
      stop();
      input.removeEventListener('input', onInput);
    };
  }, [inputId]);

  return (
    <datalist id={listId}>
      {items.map((item) => (
        <option key={item} value={item} />
      ))}
    </datalist>
  );
}

async function ask(query: string, signal: AbortSignal): Promise<readonly string[]> {
  const answer = await fetch(`/search/suggest?${new URLSearchParams({ q: query })}`, { signal });
  if (!answer.ok) return [];
  const { items }: { items?: unknown } = await answer.json();
  return Array.isArray(items) ? items.filter((item) => typeof item === 'string') : [];
}
