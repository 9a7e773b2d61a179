// What may happen to the engine of the search, and how it ends.
import { waitUntil } from '@evenkeel/platform';
import { look } from '../matrix/observe.ts';
import type { Engine } from './engine.ts';
import { searching } from './searching.ts';
import { project, type TrialComposition } from './trial-composition.ts';

/** Back at its best, once the engine answers (architecture: recovery); in ms. */
export const recoveryLimitMs = 10_000;
/** What cannot be searched may be loading: so long it is waited for before it is built anew. In ms. */
const loadingMs = 5_000;
const startLimitMs = 120_000;
const pageLimitMs = 4_000;

export interface Harm {
  readonly sentence: string;
  /** Whether visitors must see the database answer for a while; otherwise they may. */
  readonly falls: boolean;
  /** Of the way back, counted from when `mend` has returned. */
  readonly limitMs?: number;
  /** What has to happen first, and harms more than the engine: nobody searches meanwhile. */
  readonly before?: () => Promise<string[]>;
  readonly harm: () => Promise<string[]>;
  /** Returns when the engine answers again. */
  readonly mend?: () => Promise<unknown>;
  /** What must be true at the end, besides. */
  readonly after?: () => Promise<string[]>;
}

export function harms(trial: TrialComposition, { ask, current, indices, status }: Engine): Harm[] {
  const { docker, shop } = trial;
  const { kill, start, pause, unpause } = shop.platform;
  const set = (index: string, settings: object) => ask('PUT', `/${index}/_settings`, settings);
  const inContainer = async (...command: string[]) => {
    const [{ id } = { id: '' }] = await shop.platform.containers('elasticsearch');
    return docker.run(['exec', id, ...command]);
  };
  /** As after a disk that came back half empty: what is open stays open, so it is closed before. */
  const loseFiles = async (name: string) => {
    const told = (await ask('GET', `/${name}/_settings`)) as Record<string, { settings: { index: { uuid: string } } }>;
    const uuid = told[name]?.settings.index.uuid ?? '';
    await ask('POST', `/${name}/_close`);
    await inContainer('sh', '-c', `rm -r /usr/share/elasticsearch/data/indices/${uuid}/0/index`);
    await ask('POST', `/${name}/_open?wait_for_active_shards=0`);
  };
  const allow = async (cpus: string) => {
    const [{ id } = { id: '' }] = await shop.platform.containers('elasticsearch');
    await docker.run(['update', '--cpus', cpus, id]);
  };
  let index = '';

  return [
    {
      sentence: 'an index that is deleted is there again within ten seconds',
      falls: false,
      harm: async () => {
        index = await current();
        await ask('DELETE', `/${index}`);
        return isReplaced();
      },
    },
    ...['write', 'read_only_allow_delete'].map((block) => ({
      sentence: `an index with the block ${block} takes a new price within ten seconds`,
      falls: false,
      harm: async () => {
        await set(await current(), { [`index.blocks.${block}`]: true });
        return takesNewPrice(trial);
      },
    })),
    {
      sentence: 'an index that has lost its files is replaced, and the database answers while the engine is red',
      falls: true,
      limitMs: loadingMs + recoveryLimitMs,
      harm: async () => {
        index = await current();
        await loseFiles(index);
        const isRed = await waitUntil(async () => (await status()) === 'red', { limitMs: loadingMs, everyMs: 100 });
        return isRed ? [] : [`it is ${await status()}`];
      },
      after: isReplaced,
    },
    {
      sentence: 'a slow engine is left to itself, and searched again within ten seconds of its being fast',
      falls: true,
      harm: () => allow('0.01').then(() => []),
      mend: async () => allow((await docker.run(['info', '--format', '{{.NCPU}}'])).trim()),
    },
    {
      sentence: 'a hung engine is searched again within ten seconds of its going on',
      falls: true,
      harm: () => pause('elasticsearch').then(() => []),
      mend: () => unpause('elasticsearch'),
    },
    {
      sentence:
        'after an engine killed in the middle of a rebuild one whole index is there ten seconds after it answers',
      falls: true,
      before: async () => {
        const wrong = await stopInTheMiddleOfARebuild();
        await kill('elasticsearch');
        await unpause('search');
        // It hung, too, and until the gateway asks it again nobody can search.
        const aside = searching(trial);
        wrong.push(...(await aside.reaches('medium', recoveryLimitMs)));
        await aside.end();
        return wrong;
      },
      harm: async () => [],
      mend: () => start('elasticsearch'),
      after: onlyOneIndex,
    },
    {
      sentence: 'an engine that comes back empty has its index ten seconds after it answers',
      falls: true,
      harm: async () => {
        await docker.run(['compose', 'rm', '--stop', '--force', 'elasticsearch'], 60_000);
        await docker.run(['volume', 'rm', `${project}_elasticsearch`]);
        return [];
      },
      mend: () => docker.run(['compose', 'up', '--detach', '--wait', 'elasticsearch'], startLimitMs),
    },
  ];

  /** Freezes the search service while the index that it builds is there, but not whole. */
  async function stopInTheMiddleOfARebuild(): Promise<string[]> {
    index = await current();
    // The catalogue is read from the replica: while that hangs, the new index is there and empty.
    await pause('postgres-replica');
    await ask('PUT', `/${index}/_mapping`, { _meta: { nothing: 'of ours' } });
    await waitUntil(async () => (await indices()).length > 1, { limitMs: recoveryLimitMs });
    await pause('search');
    await unpause('postgres-replica');
    const all = await indices();
    return all.length > 1 && (await current()) === index ? [] : [`no index is half-built: ${all.join()}`];
  }

  async function isReplaced(): Promise<string[]> {
    const another = async () => (await current().catch(() => index)) !== index;
    const limits = { limitMs: recoveryLimitMs, everyMs: 250 };
    return (await waitUntil(another, limits)) ? [] : ['no other index is searched'];
  }

  async function onlyOneIndex(): Promise<string[]> {
    const one = async () => (await indices()).length === 1;
    return (await waitUntil(one, { limitMs: recoveryLimitMs, everyMs: 250 })) ? [] : [`there are ${await indices()}`];
  }
}

/** Changes a price in the database, and waits until it is found. */
async function takesNewPrice({ docker, shop }: TrialComposition): Promise<string[]> {
  const psql = [
    'compose',
    'exec',
    '--no-TTY',
    'postgres',
    'psql',
    '--dbname',
    'product',
    '--tuples-only',
    '--no-align',
  ];
  const change = async (to: string) =>
    (
      await docker.run([
        ...psql,
        '--quiet',
        '--command',
        `UPDATE prices SET price_cents = ${to} FROM products WHERE id = product_id AND slug = 'laptop' RETURNING price_cents`,
      ])
    ).trim();
  const isFound = async (cents: string) => {
    const { sections } = await look(`${shop.platform.url('web')}/search?q=laptop`, pageLimitMs);
    const { quality, text = '' } = sections.results ?? {};
    return quality === 'high' && text.includes(`$${(Number(cents) / 100).toLocaleString('en-US')}`);
  };
  const cents = await change('price_cents + 100');
  const found = await waitUntil(() => isFound(cents), { limitMs: recoveryLimitMs, everyMs: 100 });
  return found ? [] : [`a price of ${cents} cents is not found`];
}
