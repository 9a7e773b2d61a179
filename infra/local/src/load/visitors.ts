// Light, steady traffic: a few visitors who look around as people do. One seed, one way through the shop.

import { setTimeout as pause } from 'node:timers/promises';

export interface LoadOptions {
  /** Of the web shop, without a slash at the end. */
  readonly url: string;
  readonly seconds: number;
  readonly visitors: number;
  readonly seed: number;
}

export interface Visit {
  /** `none` when no answer came. */
  readonly status: number | 'none';
  readonly ms: number;
}

const pageLimitMs = 5_000;
/** A person reads before the next click. */
const thinkMs = { least: 300, most: 1_200 };
/** A shop without any link still has these. */
const wellKnown = ['/', '/products/laptop', '/products/mouse', '/products/keyboard', '/products/monitor'];

/** Every page that was asked for, in no order. Ends by itself. */
export async function visit({ url, seconds, visitors, seed }: LoadOptions): Promise<Visit[]> {
  const end = performance.now() + seconds * 1_000;
  const walks = Array.from({ length: visitors }, (_, index) => walk(url, end, mulberry32(seed * 1_000 + index)));
  return (await Promise.all(walks)).flat();
}

async function walk(url: string, end: number, random: () => number): Promise<Visit[]> {
  const visits: Visit[] = [];
  let cookies = new Map<string, string>();
  let links = wellKnown;
  while (performance.now() < end) {
    await pause(
      Math.min(thinkMs.least + random() * (thinkMs.most - thinkMs.least), Math.max(0, end - performance.now())),
    );
    const next = links[Math.floor(random() * links.length)] ?? '/';
    const page = await open(url + next, cookies);
    visits.push(page.visit);
    cookies = page.cookies;
    links = page.links.length > 0 ? [...page.links, '/'] : wellKnown;
  }
  return visits;
}

async function open(url: string, cookies: Map<string, string>) {
  const began = performance.now();
  try {
    const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), accept: 'text/html' };
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(pageLimitMs) });
    const html = await response.text();
    const kept = new Map([...cookies, ...response.headers.getSetCookie().map(nameAndValue)]);
    return { visit: { status: response.status, ms: performance.now() - began }, cookies: kept, links: linksIn(html) };
  } catch {
    // Refused, reset or too late: what the visitor sees is a page that does not come.
    return { visit: { status: 'none' as const, ms: performance.now() - began }, cookies, links: [] };
  }
}

function linksIn(html: string): string[] {
  const found = html.matchAll(/href="(\/(?:products|categories)\/[a-z0-9-]+)"/g);
  return [...new Set(Array.from(found, (match) => match[1] ?? '/'))];
}

function nameAndValue(setCookie: string): [string, string] {
  const [pair = ''] = setCookie.split(';');
  const split = pair.indexOf('=');
  return [pair.slice(0, split), pair.slice(split + 1)];
}

/** Tommy Ettinger's generator of 32 bits: small, and good enough for a walk through a shop. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
