// The shop in containers, as a whole: what a person does with `docker compose`, and what the `shop` command does for them.

import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  type Docker,
  type DockerPlatform,
  dockerCommand,
  dockerPlatform,
  lockHolder,
  type ManagedShop,
  type OperatorAnswer,
  type OperatorReply,
  type PartName,
  PlatformError,
  tryLock,
  waitUntil,
} from '@evenkeel/platform';
import { readComposition } from './composition.ts';
import { prepare } from './prepare.ts';

export interface DockerShop extends ManagedShop {
  readonly platform: DockerPlatform;
}

export interface DockerShopOptions {
  /** The checkout, with its docker-compose.yml. */
  readonly root: string;
  readonly progress?: (line: string) => void;
  /** Read by Compose and by the preparation: WEB_PORT, COMPOSE_PROJECT_NAME, SHOP_SECRETS. Our own by default. */
  readonly env?: NodeJS.ProcessEnv;
  /** How the docker command is called; the one of this machine by default. */
  readonly docker?: Docker;
}

/** What a person wants to see of a long start: what is built, and what has started. */
const worthTelling = / (Built|Started|Healthy|Error)\b|^ *=> |^#\d+ (DONE|ERROR|\[)|ERROR|failed to solve/;

/** Images are built, too, the first time. */
const upLimitMs = 15 * 60_000;
const downLimitMs = 60_000;
/** Two looks of the engine at a container's health, with air. */
const lookAgainMs = 15_000;

/** Makes the secrets of the shop if it has none yet. @throws PlatformError when there is no engine, or no room for the shop */
export async function dockerShop({
  root,
  progress = () => undefined,
  ...options
}: DockerShopOptions): Promise<DockerShop> {
  const env = options.env ?? process.env;
  const docker = options.docker ?? dockerCommand(root, env);
  const prepared = () => prepare(path.join(root, 'infra/docker/prepare.sh'), env, progress);
  if (!existsSync(env.SHOP_SECRETS ?? path.join(root, '.env'))) await prepared();
  const composition = await readComposition(docker);
  const { project } = composition;
  const platform = dockerPlatform({ docker, ...composition });
  const ask = operator(docker, platform);
  const compose = (...args: string[]) => ['compose', ...args];
  const tail = async (name: PartName, lines: number) =>
    (await docker.run(compose('logs', '--no-log-prefix', '--tail', String(lines), name))).split('\n').filter(Boolean);
  const why = async (name: PartName, how: string) => {
    const lines = await tail(name, 5).catch(() => []);
    return new PlatformError([`${name} is ${how}`, ...lines].join('\n'));
  };

  /** Of one of its containers. @throws PlatformError when none runs */
  async function runningId(name: PartName): Promise<string> {
    const [running] = (await platform.containers(name)).filter(({ status }) => status === 'running');
    if (running === undefined) throw new PlatformError(`${name} is not running`);
    return running.id;
  }

  async function startAll(): Promise<PlatformError[]> {
    await prepared();
    // `docker compose up` stumbles over what is paused, and leaves what is cut off as it is.
    for (const { name, state, note } of await platform.list()) {
      if (state === 'paused') await platform.unpause(name);
      if (note !== '') await platform.connect(name);
    }
    const lines: string[] = [];
    const tell = (text: string) => {
      for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
        lines.push(line);
        if (worthTelling.test(line)) progress(line.trim());
      }
    };
    const limit = AbortSignal.timeout(upLimitMs);
    const code = await docker.stream(compose('--ansi=never', 'up', '--detach', '--build', '--wait'), tell, limit);
    if (code === 0) return [];
    const asCompose = [new PlatformError(lines.slice(-15).join('\n'))];
    // Of other failures Compose says more than the containers, which may be those of before.
    if (!lines.some((line) => / is unhealthy\b/.test(line))) return asCompose;
    const unwell = async () => (await platform.list()).filter(({ state, note }) => state !== 'running' || note !== '');
    // What was let go on a moment ago is called unhealthy until the engine looks again, and `up --wait` gives up on it.
    if (await waitUntil(async () => (await unwell()).length === 0, { limitMs: lookAgainMs, everyMs: 500 })) return [];
    const failed = await unwell();
    if (failed.length === 0) return asCompose;
    return Promise.all(failed.map(({ name, state, note }) => why(name, [state, note].filter(Boolean).join(': '))));
  }

  return {
    platform,
    start: (name) => platform.start(name),

    async up() {
      const giveBack = startLock(path.join(root, '.shop', `${project}.starting`));
      return startAll().finally(giveBack);
    },

    down: async () => void (await docker.run(compose('down', '--remove-orphans'), downLimitMs)),
    reset: async () => void (await docker.run(compose('down', '--remove-orphans', '--volumes'), downLimitMs)),

    forget: async () =>
      (await Promise.all((['gateway', 'web'] as const).map((name) => ask(name, 'forget', 'forgotten')))).flat(),
    async operate(name, method, path) {
      return askInside(docker, await runningId(name), method, path).catch(() => {
        throw new PlatformError(`${name} does not answer`);
      });
    },
    async metrics(name) {
      const read = [
        'exec',
        await runningId(name),
        'node',
        '--env-file-if-exists=/run/secrets/settings',
        '--eval',
        readMetrics,
      ];
      return docker.run([...read, name === 'web' ? '/operator/metrics' : '/metrics'], 10_000).catch(() => {
        throw new PlatformError(`${name} does not answer`);
      });
    },
    steerBreaker: (breaker, verb) =>
      ask('gateway', `breakers/${encodeURIComponent(breaker)}/${verb}`, `${breaker}: ${verb}`),

    tail,
    follow: async (name, write, signal) =>
      void (await docker.stream(compose('logs', '--no-log-prefix', '--tail', '0', '--follow', name), write, signal)),
  };
}

/** Two starts at once would build everything twice, and each would stumble over the containers that the other has begun. */
function startLock(file: string): () => void {
  mkdirSync(path.dirname(file), { recursive: true });
  const giveBack = tryLock(file);
  if (giveBack) return giveBack;
  const holder = lockHolder(file);
  throw new PlatformError(`This shop is being started already${holder ? `, by process ${holder}` : ''}.`);
}

/** Asked inside a container, with the token that it has: it need not be known here. Says how it was answered, and what was said. */
const askTheOperator = `fetch('http://127.0.0.1:' + process.env.PORT + '/operator/' + process.argv[2], {
  method: process.argv[1],
  headers: { authorization: 'Bearer ' + process.env.SHOP_OPERATOR_TOKEN },
  signal: AbortSignal.timeout(3000),
}).then(async (answer) => {
  const text = await answer.text();
  console.log(JSON.stringify({ status: answer.status, body: text === '' ? undefined : JSON.parse(text) }));
}, () => process.exit(2))`;

const readMetrics = `fetch('http://127.0.0.1:' + process.env.PORT + process.argv[1], {
  headers: { authorization: 'Bearer ' + process.env.SHOP_OPERATOR_TOKEN },
  signal: AbortSignal.timeout(3000),
}).then(async (answer) => process.stdout.write(answer.ok ? await answer.text() : process.exit(2)), () => process.exit(2))`;

/** @throws what Docker says when the part does not answer */
async function askInside(docker: Docker, id: string, method: 'GET' | 'POST', path: string): Promise<OperatorReply> {
  const node = ['exec', id, 'node', '--env-file-if-exists=/run/secrets/settings', '--eval', askTheOperator];
  return JSON.parse(await docker.run([...node, method, path], 10_000)) as OperatorReply;
}

const operator =
  (docker: Docker, platform: DockerPlatform) =>
  async (name: PartName, path: string, asDone: string): Promise<OperatorAnswer[]> => {
    const running = (await platform.containers(name)).filter(({ status }) => status === 'running');
    if (running.length === 0) return [{ name, done: false, answer: 'is not running' }];
    return Promise.all(
      running.map(async ({ id }) => {
        const done = await askInside(docker, id, 'POST', path).then(
          ({ status }) => status >= 200 && status < 300,
          () => false,
        );
        return { name, done, answer: done ? asDone : 'does not answer, or may not' };
      }),
    );
  };
