// The containers of one Compose project, as the engine tells of them now.

import { PlatformError } from '../platform.ts';
import type { Docker } from './docker.ts';

export interface Container {
  readonly id: string;
  /** Of the composition: `review`. Several containers may run the same. */
  readonly service: string;
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Of its first process, as the machine of the engine sees it; 0 when it has none. */
  readonly pid: number;
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | 'none';
  /** Names of the networks that it is on. */
  readonly networks: readonly string[];
  /** What the engine runs to learn how it is: `['CMD', 'healthy']`. */
  readonly healthCheck: readonly string[];
  /** Changes with every start. */
  readonly startedAt: string;
}

/** As much of `docker inspect` as is read here. */
interface Inspected {
  readonly Id: string;
  readonly State: {
    readonly Status: Container['status'];
    readonly Pid: number;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly StartedAt: string;
    readonly Health?: { readonly Status: Container['health'] };
  };
  readonly Config: {
    readonly Labels: Readonly<Record<string, string>>;
    readonly Healthcheck?: { readonly Test?: readonly string[] };
  };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, unknown>> };
}

/** All of them, dead ones too, in the order in which they were numbered. */
export async function containersOf(docker: Docker, project: string): Promise<Container[]> {
  const filter = `label=com.docker.compose.project=${project}`;
  for (let attempt = 1; ; attempt += 1) {
    const ids = (await docker.run(['ps', '--all', '--quiet', '--no-trunc', '--filter', filter]))
      .split('\n')
      .filter(Boolean);
    if (ids.length === 0) return [];
    try {
      const inspected = JSON.parse(await docker.run(['inspect', '--type', 'container', ...ids])) as Inspected[];
      // One that only runs a command beside the shop (`docker compose run`) is no part of it.
      return inspected
        .filter(({ Config }) => Config.Labels['com.docker.compose.oneoff'] !== 'True')
        .sort((a, b) => numberOf(a) - numberOf(b))
        .map(containerOf);
    } catch (error) {
      // One of them went between the two questions.
      if (!(error instanceof PlatformError) || attempt === 3) throw error;
    }
  }
}

const numberOf = ({ Config }: Inspected) => Number(Config.Labels['com.docker.compose.container-number'] ?? 0);

const containerOf = ({ Id, State, Config, NetworkSettings }: Inspected): Container => ({
  id: Id,
  service: Config.Labels['com.docker.compose.service'] ?? '',
  status: State.Status,
  pid: State.Pid,
  exitCode: State.ExitCode,
  outOfMemory: State.OOMKilled,
  health: State.Health?.Status ?? 'none',
  networks: Object.keys(NetworkSettings.Networks),
  healthCheck: Config.Healthcheck?.Test ?? [],
  startedAt: State.StartedAt,
});
