// What a composition lives through: a power cut, a night, a primary that is a new one, a volume of another time, secrets that are renewed.
import { rmSync } from 'node:fs';
import { type PartName, parts, waitUntil } from '@evenkeel/platform';
import { look } from '../matrix/observe.ts';
import { buyAt } from '../matrix/trial/buying.ts';
import type { Claims } from './claims.ts';
import { project, runningIds, type TrialComposition } from './trial-composition.ts';

const pageLimitMs = 4_000;
/** All live again, once everything answers (architecture: recovery); in ms. */
const recoveryLimitMs = 10_000;
const healthLimitMs = 120_000;
/** A replica looks at its primary every few seconds, and then it has to copy it. */
const followLimitMs = 30_000;

export async function life(trial: TrialComposition, { claim }: Claims): Promise<void> {
  const { shop, docker } = trial;

  await claim('the shop is whole when `up` has returned', () => whole(trial));

  await claim(
    'after SIGKILL of all containers at once `up` brings everything back: pages, the index, the replica, orders on every rung',
    async () => {
      const orders = await ordersOnEachRung(trial);
      await docker.run(['kill', ...(await runningIds(trial))]);
      const wrong = [...(await upAgain(trial)), ...(await whole(trial)), ...(await follows(trial))];
      return [...wrong, ...(await areKept(orders))];
    },
  );

  await claim('after `down` and `up` everything is there again, orders on every rung, too', async () => {
    const orders = await ordersOnEachRung(trial);
    await shop.down();
    const wrong = [...(await upAgain(trial)), ...(await whole(trial)), ...(await follows(trial))];
    return [...wrong, ...(await areKept(orders))];
  });

  await claim('the shop starts with each of its stores missing, and picks it up later', async () => {
    const wrong: string[] = [];
    for (const { name } of parts.filter(({ kind }) => kind === 'store')) {
      await shop.down();
      await docker.run(['compose', 'up', '--detach', '--scale', `${name}=0`], healthLimitMs);
      const services = parts.filter(({ kind }) => kind !== 'store').map((part) => part.name);
      const answered = () => look(`${shop.platform.url('web')}/cart`, pageLimitMs).then(({ status }) => status === 200);
      if (!(await waitUntil(answered, { limitMs: 30_000, everyMs: 250 })))
        wrong.push(`without ${name} there is no cart`);
      const began = await runs(trial, services);
      // Longer than any of them is patient with a store.
      await waitUntil(async () => (await runs(trial, services)).some((one) => !began.includes(one)), {
        limitMs: 5_000,
        everyMs: 500,
      });
      const now = await runs(trial, services);
      if (now.length < services.length || now.some((one) => !began.includes(one)))
        wrong.push(`without ${name} not all services go on`);
      wrong.push(...(await upAgain(trial)), ...(await whole(trial)));
    }
    return wrong;
  });

  await claim('under a new primary the running replica clones it instead of telling of the old one', async () => {
    await docker.run(['compose', 'rm', '--stop', '--force', 'postgres'], 60_000);
    await docker.run(['volume', 'rm', `${project}_postgres`]);
    const wrong = [...(await upAgain(trial)), ...(await follows(trial))];
    // A service fills a database that is new to it when it starts.
    await docker.run(['compose', 'restart', 'product', 'review', 'recommendation', 'search'], 60_000);
    return [...wrong, ...(await upAgain(trial)), ...(await whole(trial))];
  });

  await claim('new secrets open the old databases', async () => {
    await shop.down();
    rmSync(trial.secrets, { recursive: true });
    return [...(await upAgain(trial)), ...(await whole(trial))];
  });

  await claim('a volume of another PostgreSQL is refused with the way out, and left alone', async () => {
    await docker.run(['compose', 'rm', '--stop', '--force', 'postgres'], 60_000);
    const inVolume = (command: string) =>
      docker.run([
        'run',
        '--rm',
        '--volume',
        `${project}_postgres:/volume`,
        '--user',
        'postgres',
        '--entrypoint',
        'bash',
        'postgres:18',
        '-c',
        command,
      ]);
    await inVolume('mkdir -p /volume/17/docker && echo 17 > /volume/17/docker/PG_VERSION');
    const message = await shop.platform.start('postgres').then(
      () => 'it started',
      (error: Error) => error.message,
    );
    await inVolume('rm -r /volume/17');
    await shop.platform.start('postgres');
    const told = /holds data of PostgreSQL 17 .*this is PostgreSQL 18.*pg_dump.*--volumes/s.test(message);
    return [...(told ? [] : [message]), ...(await whole(trial))];
  });
}

interface KeptOrder {
  readonly rung: string;
  readonly url: string;
  readonly cookies: Readonly<Record<string, string>>;
  /** What its page says once everything is well. */
  readonly words: RegExp;
}

/** One that is paid, one that waits in Redis, and one that only the gateway's disk has. */
async function ordersOnEachRung({ shop: { platform } }: TrialComposition): Promise<KeptOrder[]> {
  const site = platform.url('web');
  const paid = { rung: 'payment', words: /is paid|went through/, ...(await buyAt(site, 'laptop')) };
  await platform.kill('payment');
  const queued = { rung: 'Redis', words: /is paid|went through/, ...(await buyAt(site, 'laptop')) };
  await platform.kill('redis');
  const saved = { rung: 'the journal', words: /We will contact you/, ...(await buyAt(site, 'laptop')) };
  return [paid, queued, saved];
}

/** A worker looks every moment, and what the bank refused is tried again within a minute. */
const settleLimitMs = 90_000;

async function areKept(orders: readonly KeptOrder[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { rung, url, cookies, words } of orders) {
    let text = '';
    const isSettled = async () => {
      const seen = await look(url, pageLimitMs, cookies);
      text = seen.text;
      return seen.sections.order?.state === 'live' && words.test(text);
    };
    if (!(await waitUntil(isSettled, { limitMs: settleLimitMs, everyMs: 500 })))
      wrong.push(`the order of ${rung} says "${text.slice(0, 100)}"`);
  }
  return wrong;
}

async function upAgain({ shop }: TrialComposition): Promise<string[]> {
  return (await shop.up()).map(({ message }) => message);
}

/** The runs of these parts that are under way: part and start. */
export async function runs({ shop }: TrialComposition, names: readonly PartName[]): Promise<string[]> {
  const containers = (await Promise.all(names.map((name) => shop.platform.containers(name)))).flat();
  return containers
    .filter(({ status }) => status === 'running')
    .map(({ service, startedAt }) => `${service} ${startedAt}`);
}

/** What is not as it is while all is well, on the pages that need every part. */
export async function whole({ shop }: TrialComposition, limitMs = recoveryLimitMs): Promise<string[]> {
  let wrong: string[] = [];
  const isWhole = async () => {
    const site = shop.platform.url('web');
    const pages = await Promise.all(
      ['/products/laptop', '/', '/search?q=headphones'].map((path) => look(site + path, pageLimitMs)),
    );
    wrong = pages.flatMap(({ status, system, sections }) => {
      const lost = Object.entries(sections).filter(([, { state }]) => state !== 'live');
      if (status === 200 && system === 'normal' && lost.length === 0) return [];
      return [
        `${status} ${system}: ${lost.map(([name, { state, source }]) => `${name} is ${state} from ${source}`).join(', ')}`,
      ];
    });
    if (pages[2]?.sections.results?.source !== 'elasticsearch')
      wrong.push(`search comes from ${pages[2]?.sections.results?.source}`);
    return wrong.length === 0;
  };
  await waitUntil(isWhole, { limitMs, everyMs: 250 });
  return wrong;
}

/** The replica streams from its primary. */
async function follows({ docker }: TrialComposition): Promise<string[]> {
  const query = [
    'compose',
    'exec',
    '--no-TTY',
    'postgres',
    'psql',
    '--tuples-only',
    '--no-align',
    '--command',
    'SELECT state FROM pg_stat_replication',
  ];
  const streams = async () => (await docker.run(query).catch(() => '')).trim() === 'streaming';
  return (await waitUntil(streams, { limitMs: followLimitMs, everyMs: 250 })) ? [] : ['the replica does not follow'];
}
