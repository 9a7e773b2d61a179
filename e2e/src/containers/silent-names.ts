// A machine whose name server never answers (a VPN that is down, a train): the name of a dead part must not stand in anybody's way.
// Every part is put on a network where one is asked that hears each question and says nothing.
import { partNames, parts, waitUntil } from '@evenkeel/platform';
import { look, type SeenPage } from '../matrix/observe.ts';
import type { Claims } from './claims.ts';
import { whole } from './life.ts';
import { endsEarly, questionsHeard, withSilentNameServer } from './silent-name-server.ts';
import type { TrialComposition } from './trial-composition.ts';

/** Nobody may ever have it (RFC 2606). */
const unknownName = 'nobody.example';
const pageLimitMs = 4_000;
/** As long as a recovery may take, with the start of the container. In ms. */
const liveLimitMs = 10_000;
const rounds = 30;
/** So many times may a page take what the slowest of its kind took while review was alive. */
const slack = 10;
/** On an idle machine a page takes a few milliseconds, and ten times nothing is nothing. */
const leastLimitMs = 100;

const whatReviewKnows = ['reviews', 'rating'];
/** Pages that need every other part, each in its turn. */
const pages = ['/products/laptop', '/', '/categories/audio', '/search?q=headphones', '/cart'] as const;
const withoutReviews = pages.filter((page) => page !== '/products/laptop');

export async function silentNames(trial: TrialComposition, claims: Claims): Promise<void> {
  await withSilentNameServer(trial, () => underSilence(trial, claims));
}

async function underSilence(trial: TrialComposition, { claim }: Claims): Promise<void> {
  const { shop } = trial;
  const open = (page: string) => look(shop.platform.url('web') + page, pageLimitMs);
  const others = partNames.filter((name) => name !== 'review');

  /** What is not as it should be on any page, but for what `review` alone knows. */
  const lost = async () =>
    (await Promise.all(pages.map(async (page) => ({ page, seen: await open(page) })))).flatMap(({ page, seen }) =>
      [...(seen.status === 200 ? [] : [`it is ${seen.status}`]), ...lostIn(seen.sections)].map(
        (what) => `${page}: ${what}`,
      ),
    );

  await claim('the name server is silent: in every part the look-up of an unknown name takes seconds', async () => {
    const wrong = await whole(trial);
    const early = await Promise.all(partNames.map((name) => endsEarly(trial, name, unknownName)));
    const heard = await questionsHeard(trial, unknownName);
    if (heard === 0) wrong.push(`it has not heard of ${unknownName}`);
    return [...wrong, ...early.flat()];
  });

  const before = await slowest(open);
  await shop.platform.kill('review');

  await claim('the name of the dead review is asked of it, too, and takes seconds', async () =>
    (await Promise.all(others.map((name) => endsEarly(trial, name, 'review')))).flat(),
  );

  await claim('with review dead no other part becomes slower', async () => {
    const wrong: string[] = [];
    const isSeen = async () => (await open('/products/laptop')).sections.reviews?.state === 'stale';
    if (!(await waitUntil(isSeen, { limitMs: liveLimitMs, everyMs: 100 })))
      wrong.push('nobody sees that review is dead');
    const after = await slowest(open, async (page, { status, sections, inGateway }) => {
      // On a busy machine a search is too slow for once. Who waits for a name is so for seconds.
      const stillLost = lostIn(sections).length > 0 ? lostIn((await open(page)).sections) : [];
      if (status !== 200 || stillLost.length > 0) wrong.push(`${page}: ${status} ${stillLost.join(', ')}`);
      if (inGateway && inGateway.tookMs > inGateway.limitMs) wrong.push(`${page} took ${inGateway.tookMs} ms`);
    });
    for (const page of withoutReviews) {
      const [was, is] = [before.get(page) ?? 0, after.get(page) ?? 0];
      const limitMs = Math.max(slack * was, leastLimitMs);
      if (is > limitMs) wrong.push(`${page} took ${is.toFixed(0)} ms, and ${was.toFixed(0)} ms with review`);
    }
    return wrong;
  });

  for (const name of others.filter((one) => one !== 'naive-gateway')) {
    await claim(`${name}, started again while review is dead, is live within ten seconds`, async () => {
      await shop.platform.kill(name);
      let began = performance.now();
      await shop.platform.start(name);
      // How long a store takes until it answers is its own affair.
      if (parts.some((part) => part.name === name && part.kind === 'store')) began = performance.now();
      let wrong: string[] = [];
      const live = async () => {
        wrong = await lost();
        return wrong.length === 0;
      };
      const limitMs = liveLimitMs - (performance.now() - began);
      return (await waitUntil(live, { limitMs, everyMs: 100 })) ? [] : [`after ten seconds: ${wrong.join('; ')}`];
    });
  }
}

const lostIn = (sections: SeenPage['sections']): string[] =>
  Object.entries(sections).flatMap(([name, { state, quality }]) => {
    if (whatReviewKnows.includes(name)) return [];
    if (state !== 'live') return [`${name} is ${state}`];
    return quality === null || quality === 'high' ? [] : [`${name} are of quality ${quality}`];
  });

/** Page → the most that it took in some rounds, in ms. */
async function slowest(
  open: (page: string) => Promise<SeenPage>,
  see: (page: string, seen: SeenPage) => Promise<void> = async () => undefined,
): Promise<ReadonlyMap<string, number>> {
  const took = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const page of pages) {
      const seen = await open(page);
      await see(page, seen);
      took.set(page, Math.max(took.get(page) ?? 0, seen.tookMs));
    }
  }
  return took;
}
