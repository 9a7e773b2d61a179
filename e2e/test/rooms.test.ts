// The arrows between the rooms are held by a lint rule. Here somebody tries to cross them, in a folder laid out like the project.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const forbidden = [
  ['apps/web/src/page.ts', '@evenkeel/gateway'],
  ['apps/web/src/cart.ts', '@evenkeel/catalogue'],
  ['apps/gateway/src/page.ts', '@evenkeel/platform'],
  ['apps/gateway/src/pages/one.ts', '../../../review/src/reviews.ts'],
  ['apps/review/src/main.ts', '@evenkeel/product'],
  ['apps/search/src/main.ts', '@evenkeel/catalogue'],
  ['apps/control-room/src/watch.ts', '@evenkeel/gateway'],
  ['apps/gateway/src/parts.ts', '@evenkeel/shop'],
  ['packages/resilience/src/one.ts', '@evenkeel/contracts'],
  ['packages/resilience/src/two.ts', 'undici'],
  ['packages/contracts/src/page.ts', '@evenkeel/service-kit'],
  ['packages/service-kit/src/service.ts', '@evenkeel/catalogue'],
  ['packages/platform/src/platform.ts', '@evenkeel/local'],
  ['infra/local/src/shop.ts', '@evenkeel/gateway'],
  ['infra/docker/src/docker-shop.ts', '@evenkeel/local'],
  ['infra/shop/src/main.ts', '@evenkeel/gateway'],
  ['infra/search-stand-in/src/server.ts', '@evenkeel/contracts'],
] as const;

const allowed = [
  ['apps/web/src/fine.ts', '@evenkeel/contracts'],
  ['apps/web/src/deep/er/fine.ts', '../../styles.ts'],
  ['apps/gateway/src/fine.ts', '@evenkeel/service-kit/http/client'],
  ['apps/gateway/src/pages/fine.ts', '../ladder.ts'],
  ['apps/gateway/src/pages/fine-too.ts', 'zod'],
  ['apps/review/src/fine.ts', '@evenkeel/catalogue'],
  ['apps/control-room/src/fine.ts', '@evenkeel/shop'],
  ['apps/control-room/src/fine-too.ts', '@evenkeel/platform'],
  ['packages/service-kit/src/fine.ts', '@evenkeel/resilience'],
  ['packages/resilience/src/fine.ts', './clock.ts'],
  ['infra/local/src/fine.ts', '@evenkeel/platform'],
  ['infra/shop/src/fine.ts', '@evenkeel/docker'],
  ['infra/shop/src/fine-too.ts', '@evenkeel/contracts'],
  ['infra/search-stand-in/src/fine.ts', '@evenkeel/service-kit/telemetry/log'],
] as const;

let folder: string;
let complaints: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evenkeel-rooms-'));
  const { vcs: _vcs, $schema: _schema, ...config } = JSON.parse(await readFile(path.join(root, 'biome.json'), 'utf8'));
  await writeFile(path.join(folder, 'biome.json'), JSON.stringify(config));
  for (const [file, from] of [...forbidden, ...allowed]) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), `import '${from}';\n`);
  }
  complaints = await lint();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the linter says, one line per complaint. It exits with 1 when it complains: here that is what it is for. */
const lint = () =>
  new Promise<string>((resolve) => {
    execFile(
      path.join(root, 'node_modules/.bin/biome'),
      ['lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none', '.'],
      { cwd: folder },
      (_exit, stdout, stderr) => resolve(`${stdout}${stderr}`),
    );
  });

test.each(forbidden)('%s may not import %s', (file) => {
  expect(complaints).toContain(file);
});

test.each(allowed)('%s may import %s', (file) => {
  expect(complaints).not.toContain(file);
});
