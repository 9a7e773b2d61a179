// Several instances of one service: calls are spread, a dead one is left within a second, and what one gateway kept serves the other.
import { setTimeout as pause } from 'node:timers/promises';
import { catalogue } from '@evenkeel/catalogue';
import { waitUntil } from '@evenkeel/platform';
import { look } from '../matrix/observe.ts';
import type { Claims } from './claims.ts';
import { whole } from './life.ts';
import { askInside, type TrialComposition } from './trial-composition.ts';

const pageLimitMs = 4_000;
const shareMs = 2_000;
/** Of two instances each answers half, more or less. */
const leastShare = 0.3;

export async function instances(trial: TrialComposition, { claim }: Claims): Promise<void> {
  const { shop, docker } = trial;
  const site = shop.platform.url('web');
  const slugs = catalogue().products.map(({ slug }) => slug);
  const open = (count: number, from = 0) =>
    Promise.all(slugs.slice(from, from + count).map((slug) => look(`${site}/products/${slug}`, pageLimitMs)));
  const scale = (review: number, gateway: number) =>
    docker.run(
      [
        'compose',
        'up',
        '--detach',
        '--wait',
        '--no-recreate',
        '--scale',
        `review=${review}`,
        '--scale',
        `gateway=${gateway}`,
      ],
      120_000,
    );

  /** The state of the reviews, as one gateway has them. */
  async function reviewsAt(id: string, slug: string): Promise<string> {
    return askInside(trial, id, `/pages/product/${slug}`).then(
      (text) => JSON.parse(text).sections.reviews.state,
      () => 'no answer',
    );
  }

  await scale(2, 2);

  await claim('calls are spread over both instances of a service, and over both gateways', async () => {
    const before = await served(trial);
    for (let from = 0; from < 120; from += 10) await open(10, from);
    const after = await served(trial);
    const answered = [...after].map(([name, count]) => ({ name, count: count - (before.get(name) ?? 0) }));
    return answered.flatMap(({ name, count }) => {
      const service = name.split(' ')[0] ?? '';
      const all = answered.filter((one) => one.name.startsWith(service)).reduce((sum, one) => sum + one.count, 0);
      return count >= leastShare * all && all >= 100 ? [] : [`${name} answered ${count} of ${all} requests`];
    });
  });

  for (const name of ['review', 'gateway'] as const) {
    await claim(`of two instances of ${name} one may die: within a second no page shows it`, async () => {
      const [, second] = await shop.platform.containers(name);
      await docker.run(['kill', second?.id ?? '']);
      await pause(1_000); // The second that is allowed.
      const wrong: string[] = [];
      for (let round = 0; round < 10; round += 1) {
        const pages = await open(5, 120 + 5 * round);
        wrong.push(
          ...pages
            .filter(({ status, system }) => status !== 200 || system !== 'normal')
            .map(({ status, system }) => `${status} ${system}`),
        );
      }
      await shop.platform.start(name);
      return [...wrong, ...(await whole(trial))];
    });
  }

  await claim('a copy that one gateway kept serves the other', async () => {
    const [first, second] = await shop.platform.containers('gateway');
    await docker.run(['kill', second?.id ?? '']);
    // In the first second after the kill the page may have been asked of the dead one.
    const isWhole = async () => (await open(1, 200)).every(({ system }) => system === 'normal');
    if (!(await waitUntil(isWhole, { limitMs: 5_000, everyMs: 250 })))
      return ['the page is not whole with one gateway'];
    await pause(shareMs);
    await docker.run(['kill', first?.id ?? '']);
    await docker.run(['start', second?.id ?? '']);
    await shop.platform.kill('review');
    // Asked of the gateway itself: web has a copy of the whole page, which proves nothing.
    const stale = async () => (await reviewsAt(second?.id ?? '', slugs[200] ?? '')) === 'stale';
    const came = await waitUntil(stale, { limitMs: 10_000, everyMs: 250 });
    await shop.platform.start('review');
    await shop.platform.start('gateway');
    return came ? [] : ['the reviews of the page that the first gateway knew are not there'];
  });

  await scale(1, 1);
}

/** `service number` → requests that it has answered, by its own count. */
async function served(trial: TrialComposition): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const name of ['review', 'gateway'] as const) {
    const containers = await trial.shop.platform.containers(name);
    for (const [index, { id }] of containers.entries()) {
      const metrics = await askInside(trial, id, '/metrics');
      // Health checks are asked of each instance by itself.
      const lines = [
        ...metrics.matchAll(/^http_request_duration_seconds_count\{[^}]*route="(?!\/health|\/metrics)[^}]*\} (\d+)$/gm),
      ];
      counts.set(
        `${name} ${index + 1}`,
        lines.reduce((sum, [, count]) => sum + Number(count), 0),
      );
    }
  }
  return counts;
}
