// A machine whose name server never answers (a VPN that is down, a train): the name of a dead part must not stand in anybody's way.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { partNames, waitUntil } from '@evenkeel/platform';
import { look, type SeenPage } from '../matrix/observe.ts';
import type { Claims } from './claims.ts';
import { whole } from './life.ts';
import type { TrialComposition } from './trial-composition.ts';

/** For documentation: nobody has this address (RFC 5737). */
const nobody = '192.0.2.1';
const pageLimitMs = 4_000;
/** As long as a recovery may take, with the start of the container. In ms. */
const startLimitMs = 10_000;

export async function silentNames(trial: TrialComposition, { claim }: Claims): Promise<void> {
  const { shop, docker } = trial;
  const override = path.join(path.dirname(trial.secrets), 'silent.yml');
  // Web keeps what the composition gives it: it is on a network that leads outside.
  const services = partNames.filter((name) => name !== 'web').map((name) => `  ${name}: { dns: [${nobody}] }`);
  writeFileSync(override, ['services:', ...services, ''].join('\n'));
  const compose = ['compose', '--file', 'docker-compose.yml', '--file', override];
  await docker.run([...compose, 'up', '--detach', '--wait'], 180_000);
  const page = () => look(`${shop.platform.url('web')}/products/laptop`, pageLimitMs);

  await claim('with a silent name server and review dead no other part becomes slower', async () => {
    const wrong = await whole(trial);
    await shop.platform.kill('review');
    const isSeen = async () => (await page()).sections.reviews?.state === 'stale';
    if (!(await waitUntil(isSeen, { limitMs: startLimitMs, everyMs: 100 })))
      wrong.push('nobody sees that review is dead');
    for (let round = 0; round < 50; round += 1) {
      const { status, sections, inGateway } = await page();
      const lost = lostIn(sections);
      if (status !== 200 || lost.length > 0) wrong.push(`${status}: ${lost.join(', ')}`);
      if (inGateway && inGateway.tookMs > inGateway.limitMs) wrong.push(`a page took ${inGateway.tookMs} ms`);
    }
    return wrong;
  });

  await claim('every part that is started again is live within ten seconds, while review is still dead', async () => {
    const wrong: string[] = [];
    for (const name of ['product', 'recommendation', 'search', 'gateway', 'web'] as const) {
      await shop.platform.kill(name);
      const began = performance.now();
      await shop.platform.start(name);
      let lost: string[] = [];
      const live = async () => {
        const { status, sections } = await page();
        lost = lostIn(sections);
        return status === 200 && lost.length === 0;
      };
      const limitMs = startLimitMs - (performance.now() - began);
      if (!(await waitUntil(live, { limitMs, everyMs: 100 }))) wrong.push(`${name}: ${lost.join(', ') || 'no page'}`);
    }
    return wrong;
  });

  await docker.run(['compose', 'up', '--detach', '--wait'], 180_000);
}

/** What is not live, but for what `review` alone knows. */
const lostIn = (sections: SeenPage['sections']): string[] =>
  Object.entries(sections).flatMap(([name, { state }]) =>
    ['reviews', 'rating'].includes(name) || state === 'live' ? [] : [`${name} is ${state}`],
  );
