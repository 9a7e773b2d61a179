// The adapter against an engine that only remembers: which command moves what, and what is made of its answers. The real engine has
// the last word, in the matrix of containers.
import { expect, test } from 'vitest';
import type { Container } from '../src/docker/containers.ts';
import { dockerPlatform } from '../src/docker/docker-platform.ts';
import { PlatformError } from '../src/platform.ts';
import { container } from './container.ts';

/** An engine with these containers. It does what it is told, writes it down, and fails what `fails` says. */
function engine(before: readonly Partial<Container>[], fails: (args: readonly string[]) => boolean = () => false) {
  let containers: Container[] = before.map((facts) => container(facts));
  const told: string[] = [];
  const change = (ids: readonly string[], facts: Partial<Container>) => {
    containers = containers.map((one) => (ids.includes(one.id) ? { ...one, ...facts } : one));
  };
  const effects: Readonly<Record<string, (ids: readonly string[]) => void>> = {
    kill: (ids) => change(ids, { status: 'exited', exitCode: 137, pid: 0 }),
    pause: (ids) => change(ids, { status: 'paused' }),
    unpause: (ids) => change(ids, { status: 'running' }),
    start: (ids) => change(ids, { status: 'running', pid: 99 }),
    stop: (ids) => change(ids, { status: 'exited', exitCode: 143, pid: 0 }),
    compose: () => {
      containers = [...containers, container({ id: 'new' })];
    },
    network: ([verb, ...rest]) => {
      const [network = '', id = ''] = rest.slice(-2);
      const one = containers.find((each) => each.id === id);
      const others = one?.networks.filter((each) => each !== network) ?? [];
      change([id], { networks: verb === 'connect' ? [...others, network] : others });
    },
  };
  const run = async (args: readonly string[]) => {
    const [verb = '', ...rest] = args;
    if (verb === 'ps') return containers.map(({ id }) => id).join('\n');
    if (verb === 'inspect') return JSON.stringify(containers.map(inspected));
    told.push(args.join(' '));
    if (fails(args)) throw new PlatformError('no');
    effects[verb]?.(rest);
    return '';
  };
  const docker = {
    run,
    succeeds: (args: readonly string[]) =>
      run(args).then(
        () => true,
        () => false,
      ),
    stream: async () => 0,
  };
  const platform = dockerPlatform({
    docker,
    project: 'shop',
    networks: { review: ['shop_services', 'shop_databases'] },
    ports: { web: 3000 },
    startLimitMs: 600,
  });
  return { platform, told, review: async () => (await platform.list()).find(({ name }) => name === 'review') };
}

const inspected = (one: Container) => ({
  Id: one.id,
  State: {
    Status: one.status,
    Pid: one.pid,
    ExitCode: one.exitCode,
    OOMKilled: one.outOfMemory,
    StartedAt: one.startedAt,
    Health: { Status: one.health },
  },
  Config: { Labels: { 'com.docker.compose.service': one.service }, Healthcheck: { Test: one.healthCheck } },
  NetworkSettings: { Networks: Object.fromEntries(one.networks.map((name) => [name, {}])) },
});

test('every part is listed, also those without a container; only web has a port', async () => {
  const { platform } = engine([{ service: 'web', id: 'web' }]);
  const list = await platform.list();
  expect(list).toHaveLength(13);
  expect(list.at(-1)).toEqual({ name: 'web', pid: 41, port: 3000, state: 'running', note: '' });
  expect(list[0]).toEqual({ name: 'postgres', pid: null, port: null, state: 'stopped', note: '' });
  expect(platform.url('web')).toBe('http://127.0.0.1:3000');
  expect(() => platform.url('gateway')).toThrow('gateway has no port on this machine: in containers only web has one.');
});

test('kill takes all instances, the paused ones too, and a dead part cannot be killed again', async () => {
  const { platform, told, review } = engine([{ id: 'a' }, { id: 'b', status: 'paused' }]);
  await platform.kill('review');
  expect(told).toEqual(['kill a b']);
  expect(await review()).toMatchObject({ state: 'killed', pid: null });
  for (const move of ['kill', 'pause', 'unpause', 'disconnect'] as const)
    await expect(platform[move]('review')).rejects.toThrow('review is not running: it is killed.');
});

test('pause and unpause', async () => {
  const { platform, told, review } = engine([{ id: 'a' }]);
  await platform.pause('review');
  expect(await review()).toMatchObject({ state: 'paused' });
  await platform.unpause('review');
  await platform.unpause('review');
  expect(told).toEqual(['pause a', 'unpause a']);
});

test('a paused part can be stopped, and one without a container is left alone', async () => {
  const { platform, told, review } = engine([{ id: 'a', status: 'paused' }]);
  await platform.stop('review');
  await platform.stop('web');
  expect(told).toEqual(['unpause a', 'stop --time 8 a']);
  expect(await review()).toMatchObject({ state: 'stopped' });
});

test('a start lets paused ones go on, starts dead ones, makes missing ones, and starts nobody else', async () => {
  const paused = engine([
    { id: 'a', status: 'paused' },
    { id: 'b', status: 'exited' },
  ]);
  await paused.platform.start('review');
  expect(paused.told.slice(0, 2)).toEqual(['unpause a', 'start b']);
  const missing = engine([]);
  await missing.platform.start('review');
  expect(missing.told[0]).toBe('compose up --detach --no-deps --no-recreate review');
});

test('a start returns when the own health check of the container says that it is alive', async () => {
  let asked = 0;
  const { platform, told } = engine([{ id: 'a', status: 'exited' }], ([verb]) => verb === 'exec' && ++asked < 3);
  await platform.start('review');
  expect(told.filter((line) => line.startsWith('exec'))).toEqual(Array(3).fill('exec a healthy /health/live'));
  const shell = engine([{ id: 'a', status: 'exited', healthCheck: ['CMD-SHELL', 'curl -fs x'] }]);
  await shell.platform.start('review');
  expect(shell.told).toContain('exec a /bin/sh -c curl -fs x');
});

test('a start that fails says so', async () => {
  const { platform } = engine([{ id: 'a' }], ([verb]) => verb === 'exec');
  await expect(platform.start('review')).rejects.toThrow('review does not answer within 0.6 s.');
  const crashing = engine([{ id: 'a', status: 'exited', exitCode: 1 }], ([verb]) => verb === 'start');
  await expect(crashing.platform.start('review')).rejects.toThrow('no');
});

test('a part that was cut off is put back on its networks with its name, once', async () => {
  const cut = engine([{ id: 'a', networks: ['shop_services', 'shop_databases'] }]);
  await cut.platform.disconnect('review');
  expect(await cut.review()).toMatchObject({ state: 'running', note: 'cut off from its networks' });
  await cut.platform.connect('review');
  await cut.platform.connect('review');
  expect(cut.told).toEqual([
    'network disconnect shop_services a',
    'network disconnect shop_databases a',
    'network connect --alias review shop_services a',
    'network connect --alias review shop_databases a',
  ]);
});
