// Somebody whom a shop has met. Its cookies have names of their own in every shop, so they are read from what it sets.
import { request } from 'undici';

/** Nothing can be called so: web answers without asking anybody. */
const nobodysPage = '/products/-';

/** The cookie that the shop at `site` names a new visitor with: `{ 'visitor-1a2b3c4d': '…' }`. */
export async function knownVisitor(site: string): Promise<Record<string, string>> {
  const { headers, body } = await request(`${site}${nobodysPage}`, { signal: AbortSignal.timeout(10_000) });
  await body.dump();
  return cookieIn(headers['set-cookie'], 'visitor');
}

/** The cookie of that kind (`cart`, `visitor`) among those that are set. @throws Error when there is none */
export function cookieIn(setCookie: string | readonly string[] | undefined, kind: string): Record<string, string> {
  for (const cookie of [setCookie ?? []].flat()) {
    const [, name, value] = /^([^=;]+)=([^;]+)/.exec(cookie) ?? [];
    if (name?.startsWith(`${kind}-`) && value) return { [name]: value };
  }
  throw new Error(`the shop has set no ${kind} cookie`);
}
