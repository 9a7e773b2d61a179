// The shop in containers is the shop of the tables: the same parts, told the same, and nobody reaches what it does not need.
// Read from the files alone, so that it holds on machines without Docker, too.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Program,
  partSettings,
  postgresParameters,
  readSettings,
  redisPolicy,
  type Secrets,
} from '@evenkeel/local';
import { type PartName, partNames, parts } from '@evenkeel/platform';
import { expect, test } from 'vitest';
import { composition, folder, freshSecrets, root, services, settingsOf } from './composition.ts';

const secrets = freshSecrets();
const anySecrets = new Proxy({} as Secrets, { get: (_, name) => `secret-of-${String(name)}` });
const asProcesses = partSettings(readSettings({}), anySecrets);
const programs = (Object.keys(asProcesses) as Program[]).filter((name) => name !== 'elasticsearch');
/** Where a process listens, and what it needs of its machine: a container has its own. */
const ofTheMachine = ['PORT', 'HOST', 'LOG_LEVEL', 'NODE_ENV', 'NODE_COMPILE_CACHE', 'NEXT_TELEMETRY_DISABLED'];

test('every part of the shop is a container, and nothing else is', () => {
  expect(Object.keys(composition.services).sort()).toEqual([...partNames].sort());
});

test.each(programs)('%s is told in its container what it is told as a process', (name) => {
  const wanted = Object.keys(asProcesses[name]).filter((key) => !ofTheMachine.includes(key));
  expect(Object.keys(settingsOf(name, secrets)).sort()).toEqual(wanted.sort());
  const { BREAKER_OPEN_MS } = asProcesses[name];
  expect(settingsOf(name, secrets).BREAKER_OPEN_MS).toBe(BREAKER_OPEN_MS);
});

/** The parts whose addresses a program is told. */
const neededBy = (name: PartName): string[] =>
  Object.values(settingsOf(name, secrets)).flatMap((value) => (URL.canParse(value) ? [new URL(value).hostname] : []));

test.each(services)('%s is on a network with those that it is told of', (name, { networks }) => {
  for (const other of neededBy(name)) {
    expect(partNames).toContain(other);
    expect(composition.services[other as PartName].networks.some((network) => networks.includes(network))).toBe(true);
  }
});

test.each(parts.filter(({ kind }) => kind === 'store'))('$name is reached by nobody who does not need it', (store) => {
  const { networks } = composition.services[store.name];
  const together = services.filter(([, other]) => other.networks.some((network) => networks.includes(network)));
  // The two PostgreSQLs are one thing: a replica reads from its primary.
  const databases: readonly string[] = ['postgres', 'postgres-replica'];
  const same = databases.includes(store.name) ? databases : [store.name];
  const others = together.map(([name]) => name).filter((name) => !same.includes(name));
  expect(others).toEqual(partNames.filter((name) => neededBy(name).includes(store.name)));
});

test('only web is published, on this machine alone, and only its network leads outside', () => {
  expect(services.filter(([, { ports }]) => ports !== undefined).map(([name]) => name)).toEqual(['web']);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Compose's own syntax.
  expect(composition.services.web.ports).toEqual(['127.0.0.1:${WEB_PORT:-3000}:8080']);
  const open = Object.entries(composition.networks).filter(([, network]) => network.internal !== true);
  expect(open.map(([name]) => name)).toEqual(['outside']);
  expect(services.filter(([, { networks }]) => networks.includes('outside')).map(([name]) => name)).toEqual(['web']);
});

test.each(services)('%s stays dead when it is killed, and starting it starts nobody else', (_, service) => {
  expect(service).toMatchObject({ init: true, restart: 'no' });
  for (const key of ['depends_on', 'links', 'container_name']) expect(service).not.toHaveProperty(key);
});

test.each(services)('%s has a bound on memory, processes and log, a health check and no rights', (_, service) => {
  expect(service).toMatchObject({
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    mem_limit: expect.stringMatching(/^\d+m$/),
    pids_limit: expect.any(Number),
    logging: { options: { 'max-size': '5m', 'max-file': '2' } },
    healthcheck: { start_interval: expect.any(String), start_period: expect.any(String), timeout: expect.any(String) },
  });
});

test('all but Elasticsearch, which writes into its own folders, have a file system that is read only', () => {
  expect(services.filter(([, service]) => service.read_only !== true).map(([name]) => name)).toEqual(['elasticsearch']);
});

test('what must survive is in a named volume, and nothing else is in any', () => {
  const stores = services.filter(([, { volumes }]) => volumes !== undefined);
  const keeping = parts.filter(({ kind, name }) => kind === 'store' || name === 'bank' || name === 'gateway');
  expect(stores.map(([name]) => name)).toEqual(keeping.map(({ name }) => name));
  for (const [name, { volumes }] of stores) expect(volumes?.map((volume) => volume.split(':')[0])).toEqual([name]);
});

test('Redis keeps what it is told as it does as a process', () => {
  const [program, file, ...flags] = composition.services.redis.command ?? [];
  expect([program, file]).toEqual(['redis-server', '/run/secrets/redis.conf']);
  const told = Object.fromEntries(flags.map((flag) => /^--(\S+) (.*)$/.exec(flag)?.slice(1) ?? []));
  expect(told).toEqual({ dir: '/data', ...redisPolicy, save: '""' });
});

test('PostgreSQL is set as it is as a process', () => {
  const lines = readFileSync(path.join(folder, 'postgres/server.conf'), 'utf8').split('\n');
  const set = lines.flatMap((line) => /^(\w+) = '?([^'#]*?)'? *(#.*)?$/.exec(line)?.slice(1, 3) ?? []);
  const pairs = set.flatMap((name, index) => (index % 2 === 0 ? [[name, set[index + 1]]] : []));
  const { listen_addresses, hba_file, ...others } = Object.fromEntries(pairs);
  expect({ listen_addresses, hba_file }).toEqual({ listen_addresses: '*', hba_file: '/etc/postgresql/pg_hba.conf' });
  expect(others).toEqual(postgresParameters);
});

test('no two secrets are equal, each part gets its own only, and a second making leaves them alone', () => {
  const random = [...secrets.values()].flatMap((text) => text.match(/\b[0-9a-f]{48}\b/g) ?? []);
  // Six roles, Redis, the operator and the cookies.
  expect(new Set(random).size).toBe(9);
  expect([...new Set([...freshSecrets().values()].join().match(/\b[0-9a-f]{48}\b/g))]).not.toEqual(
    expect.arrayContaining([random[0]]),
  );
  const readBy = (text: string) =>
    services.filter(([name]) => JSON.stringify(settingsOf(name, secrets)).includes(text)).map(([name]) => name);
  const password = (name: string) => secrets.get(`${name}.password`) ?? '';
  for (const name of ['product', 'review', 'recommendation', 'payment', 'search'] as const)
    expect(readBy(password(name))).toEqual([name]);
  expect(readBy(password('replicator'))).toEqual([]);
  const files = Object.entries(composition.secrets).map(([name, { file }]) => [
    name,
    path.basename(file.replace(/}/g, '')),
  ]);
  // What the others are made of is given to nobody.
  const given = [...secrets.keys()].filter((name) => !name.endsWith('.secret'));
  expect(files.map(([, file]) => file).sort()).toEqual(given.sort());
});

test('an image of a service is built from every package that a service needs', () => {
  const dockerfile = readFileSync(path.join(folder, 'service.Dockerfile'), 'utf8');
  // The control room runs on the host: it moves the containers.
  const apps = readdirSync(path.join(root, 'apps')).filter((name) => name !== 'web' && name !== 'control-room');
  for (const name of apps) {
    expect(dockerfile).toContain(`COPY apps/${name}/package.json apps/${name}/`);
    expect(dockerfile).toContain(`--filter "@evenkeel/${name}..."`);
  }
  for (const manifest of [dockerfile, readFileSync(path.join(folder, 'web.Dockerfile'), 'utf8')]) {
    const copied = [...manifest.matchAll(/^COPY (\S+)\/package\.json/gm)].map(([, name = '']) => name);
    const needed = copied.flatMap((name) => workspacePackagesOf(name));
    expect(needed.filter((name) => !copied.includes(`packages/${name}`))).toEqual([]);
  }
});

test('images are made with the pnpm and the Node of the checkout', () => {
  const { packageManager, optionalDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const file of ['service.Dockerfile', 'web.Dockerfile']) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    expect(text).toContain(`npm install --global ${packageManager}`);
    expect([...text.matchAll(/^FROM node:(\d+)-bookworm-slim/gm)].map(([, major]) => major)).toEqual(
      Array(2).fill(optionalDependencies.node),
    );
  }
});

function workspacePackagesOf(name: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(path.join(root, name, 'package.json'), 'utf8'));
  return Object.keys(dependencies).flatMap((one) =>
    one.startsWith('@evenkeel/') ? [one.slice('@evenkeel/'.length)] : [],
  );
}
