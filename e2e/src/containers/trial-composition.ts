// A composition of one's own, beside the one that somebody may be running: another project, another port, secrets and volumes that go
// with it. Its images have names of their own, and the layers of the others.
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DockerShop, dockerShop } from '@evenkeel/docker';
import { type Docker, dockerCommand } from '@evenkeel/platform';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const project = 'evenkeel-trial';

export interface TrialComposition {
  readonly shop: DockerShop;
  readonly docker: Docker;
  /** Where the secrets are. */
  readonly secrets: string;
  /** What programs need in their environment to mean this composition. */
  readonly env: Readonly<Record<string, string>>;
  /** Containers, volumes and secrets are gone afterwards; images stay. */
  remove(): Promise<void>;
}

export async function trialComposition(log: (line: string) => void): Promise<TrialComposition> {
  const folder = await mkdtemp(path.join(tmpdir(), 'evenkeel-containers-'));
  const secrets = path.join(folder, 'secrets');
  const env = {
    COMPOSE_PROJECT_NAME: project,
    WEB_PORT: String(await freePort()),
    SHOP_SECRETS: secrets,
    SHOP_PLATFORM: 'docker',
  };
  const whole = { ...process.env, ...env };
  const docker = dockerCommand(root, whole);
  const shop = await dockerShop({ root, docker, env: whole, progress: log });
  const clean = async () => {
    await shop.reset();
    // Those that a room has added.
    await docker.run(['network', 'prune', '--force', '--filter', `label=com.docker.compose.project=${project}`]);
  };
  await clean(); // What a run that was cut short has left.
  const remove = async () => {
    await clean();
    rmSync(folder, { recursive: true, force: true });
  };
  return { shop, docker, secrets, env, remove };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Ids of its containers that run. */
export const runningIds = async ({ docker }: Pick<TrialComposition, 'docker'>): Promise<string[]> =>
  (await docker.run(['ps', '--quiet', '--filter', `label=com.docker.compose.project=${project}`]))
    .split('\n')
    .filter(Boolean);

/** What a service answers at `path` inside its own container: only web is reached from outside. */
export const askInside = ({ docker }: Pick<TrialComposition, 'docker'>, id: string, path: string): Promise<string> => {
  const ask = `fetch('http://127.0.0.1:' + process.env.PORT + '${path}').then((a) => a.text()).then((text) => console.log(text))`;
  return docker.run(['exec', id, 'node', '--eval', ask]);
};
