// The shop as containers of one Compose project. Nothing is kept in memory: every look asks the engine, so that whatever a person does
// with `docker` or `docker compose` is seen.

import { type PartName, parts } from '../parts.ts';
import { type Platform, PlatformError } from '../platform.ts';
import { waitUntil } from '../wait-until.ts';
import { seenOf } from './container-state.ts';
import { type Container, containersOf } from './containers.ts';
import type { Docker } from './docker.ts';

export interface DockerPlatformOptions {
  readonly docker: Docker;
  /** Name of the Compose project. */
  readonly project: string;
  /** Service → names of the networks that it belongs on. */
  readonly networks: Readonly<Partial<Record<PartName, readonly string[]>>>;
  /** Ports on 127.0.0.1, of the parts that have one there. */
  readonly ports: Readonly<Partial<Record<PartName, number>>>;
  /** ms that a started part has to answer; 120,000 by default: Elasticsearch takes its time on a small machine. */
  readonly startLimitMs?: number;
}

export interface DockerPlatform extends Platform {
  /** Cuts a part off: it lives, its connections go silent, and its name is nobody's. Throws when it is not running. */
  disconnect(name: PartName): Promise<void>;
  /** Puts it back on its networks. */
  connect(name: PartName): Promise<void>;
  containers(name: PartName): Promise<Container[]>;
}

const stopLimitSeconds = 8;
const dieLimitMs = 5_000;
const lookMs = 150;
/** The engine's own look follows ours by so much at most, where nothing is missing. */
const healthLimitMs = 3_000;

/** Runs no engine and no composition of its own: it moves what `docker compose up` has made, and makes single parts anew. */
export function dockerPlatform(options: DockerPlatformOptions): DockerPlatform {
  const { docker, project, networks, ports, startLimitMs = 120_000 } = options;

  const containers = async (name: PartName) =>
    (await containersOf(docker, project)).filter(({ service }) => service === name);
  const alive = async (name: PartName, only: 'any' | 'running' = 'any') => {
    const all = await containers(name);
    const wanted = all.filter(({ status }) => status === 'running' || (only === 'any' && status === 'paused'));
    if (wanted.length > 0) return wanted;
    throw new PlatformError(`${name} is not running: it is ${seenOf(all).state}.`);
  };
  const ids = (some: readonly Container[]) => some.map(({ id }) => id);
  const paused = (all: readonly Container[]) => all.filter(({ status }) => status === 'paused');

  const port = (name: PartName) => {
    const found = ports[name];
    if (found !== undefined) return found;
    throw new PlatformError(`${name} has no port on this machine: in containers only web has one.`);
  };

  /** Runs the container's own health check now, instead of waiting for the engine to do so. */
  async function answers({ id, healthCheck: [kind, ...check] }: Container): Promise<boolean> {
    // `healthy READY ALIVE` asks for data at the start; who starts a part wants to know that it is there.
    const [program, ...args] = check[0] === 'healthy' ? ['healthy', check.at(-1) ?? ''] : check;
    if (!program) return true;
    return docker.succeeds(
      ['exec', id, ...(kind === 'CMD-SHELL' ? ['/bin/sh', '-c', program] : [program, ...args])],
      4_000,
    );
  }

  async function startContainers(name: PartName, all: readonly Container[]): Promise<void> {
    if (all.length === 0)
      await docker.run(['compose', 'up', '--detach', '--no-deps', '--no-recreate', name], startLimitMs);
    if (paused(all).length > 0) await docker.run(['unpause', ...ids(paused(all))]);
    const dead = all.filter(({ status }) => !['running', 'paused'].includes(status));
    if (dead.length > 0) await docker.run(['start', ...ids(dead)]);
  }

  async function failed(name: PartName, why: string): Promise<PlatformError> {
    const lines = await docker.run(['compose', 'logs', '--no-log-prefix', '--tail', '15', name]).catch(() => '');
    return new PlatformError(`${name} ${why}\n${lines.trimEnd()}`.trimEnd());
  }

  const connect = async (name: PartName) => {
    for (const { id, networks: has } of await containers(name)) {
      const missing = (networks[name] ?? []).filter((network) => !has.includes(network));
      // Without the alias it would be back without its name.
      for (const network of missing) await docker.run(['network', 'connect', '--alias', name, network, id]);
    }
  };

  return {
    containers,
    connect,
    port,
    url: (name) => `http://127.0.0.1:${port(name)}`,

    async list() {
      const all = await containersOf(docker, project);
      return parts.map(({ name }) => ({
        name,
        port: ports[name] ?? null,
        ...seenOf(all.filter(({ service }) => service === name)),
      }));
    },

    async kill(name) {
      const living = await alive(name);
      await docker.run(['kill', ...ids(living)]);
      const dead = async () =>
        (await containers(name)).every(({ status }) => status !== 'running' && status !== 'paused');
      if (!(await waitUntil(dead, { limitMs: dieLimitMs, everyMs: lookMs })))
        throw new PlatformError(`${name} does not die.`);
    },

    async pause(name) {
      await docker.run(['pause', ...ids(await alive(name, 'running'))]);
    },

    async unpause(name) {
      const sleeping = paused(await alive(name));
      if (sleeping.length > 0) await docker.run(['unpause', ...ids(sleeping)]);
    },

    async stop(name) {
      const all = await containers(name);
      // A paused one hears nothing.
      if (paused(all).length > 0) await docker.run(['unpause', ...ids(paused(all))]);
      if (all.length > 0) await docker.run(['stop', '--time', String(stopLimitSeconds), ...ids(all)]);
    },

    async start(name) {
      await startContainers(name, await containers(name));
      await connect(name);
      let ended = false;
      const up = async () => {
        const now = await containers(name);
        ended = now.some(({ status }) => status === 'exited' || status === 'dead');
        return ended || (await Promise.all(now.map(answers))).every(Boolean);
      };
      const settled = await waitUntil(up, { limitMs: startLimitMs, everyMs: lookMs });
      if (ended) throw await failed(name, `ended while it was starting: ${seenOf(await containers(name)).note}`);
      if (!settled) throw await failed(name, `does not answer within ${startLimitMs / 1_000} s.`);
      const isRunning = async () => seenOf(await containers(name)).state === 'running';
      await waitUntil(isRunning, { limitMs: healthLimitMs, everyMs: lookMs }); // Else it waits for its data, and says so.
    },

    async disconnect(name) {
      for (const { id, networks: has } of await alive(name, 'running'))
        for (const network of has) await docker.run(['network', 'disconnect', network, id]);
    },
  };
}
