// GET /search/suggest, as the browser asks it.
import type { Ask } from './newest-answer.ts';

export const askShop: Ask = async (query, signal) => {
  const answer = await fetch(`/search/suggest?${new URLSearchParams({ q: query })}`, { signal });
  if (!answer.ok) return [];
  const { items }: { items?: unknown } = await answer.json();
  // Two products may have one name; a search for it finds both.
  return Array.isArray(items) ? [...new Set(items)].filter((item) => typeof item === 'string') : [];
};
