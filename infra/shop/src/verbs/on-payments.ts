// Verbs that look at the payments, and settle by hand what nobody could.

import type { OrderHistory, OutboxOverview, PaymentsOverview } from '@evenkeel/contracts';
import { type ManagedShop, PlatformError } from '@evenkeel/platform';
import { parseOptions, parseWords, UsageError } from './arguments.ts';
import type { Run } from './verb.ts';

/** When it is needed: the other verbs need no schemas and must not wait for them. */
const contracts = () => import('@evenkeel/contracts');

const remedies = ['redrive', 'give-up', 'refund', 'acknowledge'] as const;

export const payments: Run = async ({ shop, args, print }) => {
  const { json, again } = parseOptions(args, { json: { type: 'boolean' }, again: { type: 'boolean' } });
  const { paymentsOverview, outboxOverview } = await contracts();
  // What waits to be handed over is the more interesting, the longer payment does not answer.
  const outbox = await (again
    ? asked(shop, 'gateway', 'POST', 'outbox/again')
    : asked(shop, 'gateway', 'GET', 'outbox')
  ).then(
    (answer) => outboxOverview.parse(answer),
    () => null,
  );
  if (!json) print(outboxText(outbox));
  const overview = paymentsOverview.parse(await asked(shop, 'payment', 'GET', 'payments'));
  print(json ? JSON.stringify({ ...overview, outbox }, null, 2) : overviewText(overview));
  return 0;
};

export const order: Run = async ({ shop, args, print }) => {
  const { positionals, values } = parseWords(args, { json: { type: 'boolean' } });
  const [id, word, ...rest] = positionals;
  const remedy = remedies.find((one) => one === word);
  if (id === undefined || rest.length > 0 || (word !== undefined && remedy === undefined))
    throw new UsageError(`The id of an order is needed, or its reference, and perhaps one of ${remedies.join(', ')}.`);
  const path = `orders/${encodeURIComponent(id)}`;
  const answer = await (remedy
    ? asked(shop, 'payment', 'POST', `${path}/${remedy}`)
    : asked(shop, 'payment', 'GET', path));
  const found = (await contracts()).orderHistory.parse(answer);
  print(values.json ? JSON.stringify(found, null, 2) : orderText(found));
  return 0;
};

/** @throws PlatformError with what the part said instead */
async function asked(
  shop: ManagedShop,
  part: 'payment' | 'gateway',
  method: 'GET' | 'POST',
  path: string,
): Promise<unknown> {
  const reply = await shop.operate(part, method, path);
  if (reply.status === 200) return reply.body;
  const { detail } = (reply.body ?? {}) as { detail?: string };
  throw new PlatformError(detail ?? `${part} answered ${reply.status}`);
}

const howMany = (count: number, { length }: readonly unknown[], which: string) =>
  count > length ? `${count}, the ${length} ${which} of them:` : count || 'none';
/** Nothing where there is none. */
const since = (ms: number | null) => (ms === null ? '' : `, the oldest for ${(ms / 1_000).toFixed(1)} s`);
const dollars = (cents: number) => `$${(cents / 100).toFixed(2)}`;

function outboxText(outbox: OutboxOverview | null): string {
  if (outbox === null) return 'outbox      the gateway does not answer';
  const { stream, journal } = outbox;
  const inRedis = stream === null ? 'Redis does not answer' : `${stream.waiting} in Redis`;
  const onDisk = journal === null ? 'the journal cannot be read' : `${journal.waiting} in the journal`;
  const aside = (stream?.refused ?? 0) + (journal?.refused ?? 0);
  const wayOut = aside === 0 ? '' : `, ${aside} put aside (see the log of the gateway, then: shop payments --again)`;
  return `outbox      ${inRedis}, ${onDisk}${wayOut}`;
}

function overviewText({ orders, queue, unknown, refunds, attention, conflicts }: PaymentsOverview): string {
  const states = Object.entries(orders).map(([state, count]) => `${state} ${count}`);
  return [
    `orders      ${states.join(', ') || 'none'}`,
    `queue       ${queue.depth} waiting, ${queue.due} of them due${since(queue.oldestMs)}`,
    `unknown     ${unknown.count} perhaps charged${since(unknown.oldestMs)}`,
    `refunds     ${refunds.count} waiting${since(refunds.oldestMs)}`,
    `attention   ${howMany(attention.count, attention.oldest, 'oldest')}`,
    ...attention.oldest.map(
      ({ order: id, why, cents, detail }) => `  ${id}  ${why}  ${dollars(cents)}  ${detail ?? ''}`,
    ),
    `conflicts   ${howMany(conflicts.count, conflicts.newest, 'newest')}`,
    ...conflicts.newest.map(({ order: id, times, state }) => `  ${id}  ${state}, came with another cart ${times} ×`),
  ].join('\n');
}

function orderText({ order: id, state, attention, cents, attempts, history }: OrderHistory): string {
  return [
    `${id}  ${state}${attention ? ` (${attention})` : ''}  ${dollars(cents)}`,
    ...attempts.map(
      ({ number, state: of, lastFour, tries, lastError }) =>
        `  card ${number} ending in ${lastFour}: ${of}, ${tries} ${tries === 1 ? 'try' : 'tries'}${lastError ? `, ${lastError}` : ''}`,
    ),
    ...history.map(({ at, what, times, lastAt, detail }) => {
      const more = times > 1 ? `, ${times} times, the last ${lastAt}` : '';
      return `  ${at}  ${what}${more}${detail ? `: ${detail}` : ''}`;
    }),
  ].join('\n');
}
