/** As long as this answers, restarting web would not help. */
export const GET = (): Response => new Response('live\n', { headers: { 'cache-control': 'no-store' } });
