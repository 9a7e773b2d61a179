// One page, by the best way there is: the gateway → web's last good answer → what web knows by itself → an honest "sorry".
import type { PageName, Section } from '@evenkeel/contracts';
import { resilienceEvents } from '@evenkeel/resilience';
import { z } from 'zod';
import { onePerProcess } from '../one-per-process.ts';
import { savedOrders } from '../orders/saved-orders.ts';
import { ask, askForPage } from './client.ts';
import { coreOf, gatewayPath, type PageAddress, type Pages, withParam } from './page-address.ts';
import { plainPage } from './plain-page.ts';
import { type SavedPages, savedPages } from './saved-pages.ts';
import { lost } from './saved-section.ts';
import type { Visit } from './visit.ts';

/** Where a page came from: the gateway now, a copy of it (kept at a wall clock time, in ms), web's own knowledge, or the naive gateway. */
export type Origin = { from: 'gateway' } | { from: 'saved'; savedAt: number } | { from: 'plain' } | { from: 'naive' };

export type ShownPage = {
  [N in PageName]: { readonly kind: 'page'; readonly name: N; readonly page: Pages[N]; readonly origin: Origin };
}[PageName];

/** `missing`: there is no such page. `sorry`: there may be, but nobody can show it now. */
export type Opened = ShownPage | { kind: 'missing' } | { kind: 'sorry' };

/** So many answers to searches are kept. There is no end of queries: they have a room of their own, and evict no other page. */
const SAVED_SEARCHES = 100;

export const saved = (name: PageName): SavedPages =>
  name === 'search'
    ? onePerProcess('saved searches', () => savedPages({ maxPages: SAVED_SEARCHES }))
    : onePerProcess('saved pages', () => savedPages());

/** As if no page had ever been seen. */
export function forgetSaved(): void {
  saved('search').forget();
  saved('home').forget();
  savedOrders().forget();
}

export async function openPage<N extends PageName>(address: PageAddress<N>, visit: Visit): Promise<Opened> {
  const shown = (page: Pages[N], origin: Origin) => ({ kind: 'page', name: address.name, page, origin }) as ShownPage;

  const asked = await askForPage(address, visit);
  // Products and categories come and go; the home page and the cart are there whatever anybody answers.
  if (asked.kind === 'missing' && (address.name === 'product' || address.name === 'category')) return asked;
  if (asked.kind === 'answered') {
    // A cart is one visitor's own, and its cookie is the copy.
    if (address.name !== 'cart') saved(address.name).keep(address, asked.answer);
    return shown(asked.answer, { from: 'gateway' });
  }
  const reason = asked.kind === 'failed' ? asked.reason : 'gateway: there is no such page';
  const copy = saved(address.name).find(address, reason);
  if (copy) {
    tellOfCopy(address.name, copy.page);
    return shown({ ...copy.page, requestId: visit.requestId }, { from: 'saved', savedAt: copy.savedAt });
  }
  const plain = plainPage(address, reason, visit.requestId);
  return plain ? shown(plain, { from: 'plain' }) : { kind: 'sorry' };
}

/** As old as its core. */
function tellOfCopy(name: PageName, { sections }: Pages[PageName]): void {
  const core = new Map<string, Section<unknown>>(Object.entries(sections)).get(coreOf[name]);
  if (core?.tier && core.ageMs !== null)
    resilienceEvents.emit({ type: 'copy', name: 'pages', tier: core.tier, ageMs: core.ageMs, at: performance.now() });
}

/** One section of a page again, for "Try again": the gateway's, else that of web's copy, else `unavailable`. */
export async function openSection<T>(
  address: PageAddress,
  name: string,
  section: z.ZodType<Section<T>>,
  visit: Visit,
): Promise<Section<T>> {
  const path = withParam(gatewayPath(address), 'section', name);
  const asked = await ask(path, z.object({ name: z.literal(name), section }), visit);
  if (asked.kind === 'answered') return asked.answer.section;
  const reason = asked.kind === 'failed' ? asked.reason : 'gateway: there is no such page';
  const copies = saved(address.name).find(address, reason)?.page.sections ?? {};
  const copy = Object.entries(copies).find(([known]) => known === name)?.[1];
  return section.safeParse(copy).data ?? lost(name, reason);
}
