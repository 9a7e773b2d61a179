// What nobody should find in a container or an image of ours.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Docker } from '@evenkeel/platform';
import type { Claims } from './claims.ts';
import { base, imageOf, images, imagesOfServices, limitsMb, sizeOf } from './images.ts';
import { root, runningIds, type TrialComposition } from './trial-composition.ts';

export async function hardening({ docker, secrets }: TrialComposition, { claim }: Claims): Promise<void> {
  await claim('`docker compose config` has nothing to complain about', async () => {
    const complaints: string[] = [];
    const code = await docker.stream(
      ['compose', 'config', '--quiet'],
      (text) => complaints.push(text),
      AbortSignal.timeout(30_000),
    );
    return code === 0 ? complaints : [`exit code ${code}`, ...complaints];
  });

  await claim('our images are small beyond their base', async () => {
    const baseMb = await sizeOf(docker, base);
    const sizes = await Promise.all(
      [...imagesOfServices, imageOf('web')].map(async (image) => ({
        image,
        mb: (await sizeOf(docker, image)) - baseMb,
      })),
    );
    const limit = (image: string) => (image === imageOf('web') ? limitsMb.web : limitsMb.service);
    return sizes.flatMap(({ image, mb }) => (mb <= limit(image) ? [] : [`${image} adds ${mb.toFixed(1)} MB`]));
  });

  await claim('no process runs as root', async () => {
    const ids = await runningIds({ docker });
    const tops = await Promise.all(
      ids.map(async (id) => ({ id, text: await docker.run(['top', id, '-eo', 'uid,pid,comm']) })),
    );
    return tops.flatMap(({ id, text }) =>
      text
        .trim()
        .split('\n')
        .slice(1)
        .flatMap((line) => (/^\s*0\s/.test(line) ? [`${id.slice(0, 12)}: ${line.trim()}`] : [])),
    );
  });

  await claim('no container can write into its image, but the one of Elasticsearch', async () => {
    const format = '{{index .Config.Labels "com.docker.compose.service"}} {{.HostConfig.ReadonlyRootfs}}';
    const lines = (await docker.run(['inspect', '--format', format, ...(await runningIds({ docker }))]))
      .trim()
      .split('\n');
    return lines.filter((line) => !line.endsWith(' true') && !line.startsWith('elasticsearch '));
  });

  await claim('neither `docker inspect` nor a log holds a secret', async () => {
    const wanted = secretsIn(secrets);
    const inspected = await docker.run(['inspect', ...(await runningIds({ docker }))]);
    const logged = await docker.run(['compose', 'logs', '--no-color', '--tail', '2000'], 60_000);
    return wanted
      .filter((secret) => inspected.includes(secret) || logged.includes(secret))
      .map((_) => 'a secret is there');
  });

  for (const image of images) {
    await claim(`${image}: no secret, no cache of a package manager, no tests in any layer`, () =>
      lookInto(docker, image, secretsIn(secrets)),
    );
  }
}

/** What is random in the files: this composition's, and those of the checkout if somebody has made them. */
function secretsIn(folder: string): string[] {
  const folders = [folder, path.join(root, '.shop/docker')].filter((one) => statSync(one, { throwIfNoEntry: false }));
  const texts = folders.flatMap((one) => readdirSync(one).map((name) => readFileSync(path.join(one, name), 'utf8')));
  return [...new Set(texts.flatMap((text) => text.match(/\b[0-9a-f]{48}\b/g) ?? []))];
}

const unwanted = [
  /^(root|home\/node)\/(\.npm|\.cache|\.pnpm-store|\.local\/share\/pnpm)\/./,
  /^shop\/.*\/(test|bench)\/.*\.test\.ts$/,
  /^shop\/(.*\/)?\.env/,
  /^shop\/.*\/secrets\//,
  /^var\/cache\/apt\/archives\/.*\.deb$/,
];

/** Reads every layer that is ours: those beyond the base image, which is somebody else's. */
async function lookInto(docker: Docker, image: string, secrets: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'evenkeel-image-'));
  try {
    const archive = path.join(folder, 'image.tar');
    await docker.run(['save', '--output', archive, image], 120_000);
    execFileSync('tar', ['-xf', archive, '-C', folder], { timeout: 60_000 });
    const [{ Layers }] = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as [{ Layers: string[] }];
    const baseLayers = await layerCount(docker, image === imageOf('postgres') ? 'postgres:18' : base);
    const ours = Layers.slice(baseLayers).map((layer) => path.join(folder, layer));
    if (ours.length === 0) return ['it has no layer of its own'];
    return ours.flatMap((layer) => {
      const names = execFileSync('tar', ['-tf', layer], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\n');
      const content = execFileSync('tar', ['-xOf', layer], { encoding: 'latin1', maxBuffer: 512 * 1024 * 1024 });
      const found = names.filter((name) => unwanted.some((pattern) => pattern.test(name)));
      return [...found, ...secrets.filter((secret) => content.includes(secret)).map(() => `a secret is in ${layer}`)];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const layerCount = async (docker: Docker, image: string): Promise<number> =>
  Number(await docker.run(['image', 'inspect', '--format', '{{len .RootFS.Layers}}', image]));
