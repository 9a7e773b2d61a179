// GET /search/suggest?q=: names for the search field. An empty list is an answer, too: nobody waits for suggestions.
import { suggestions } from '@evenkeel/contracts';
import { aside } from '../../../gateway/aside.ts';
import { readWish } from '../../../search/wish.ts';

export async function GET(request: Request): Promise<Response> {
  const { wish } = readWish(new URL(request.url).searchParams);
  const found = await aside()
    .get(`/suggest?${new URLSearchParams({ q: wish.q })}`, suggestions, { signal: request.signal })
    .catch(() => undefined);
  const headers = { 'cache-control': found ? 'private, max-age=60' : 'no-store' };
  return Response.json(found ?? { items: [] }, { headers });
}
