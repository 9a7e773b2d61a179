// The shop as a whole, over an engine that only remembers.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PlatformError, partNames } from '@evenkeel/platform';
import { expect, onTestFinished, test } from 'vitest';
import { dockerShop } from '../src/index.ts';

const config = {
  name: 'shop',
  services: Object.fromEntries(
    partNames.map((name) => [
      name,
      { networks: { services: null }, ...(name === 'web' && { ports: [{ published: '3100' }] }) },
    ]),
  ),
  networks: { services: { name: 'shop_services' } },
};

/** A checkout whose prepare.sh does as it is told here, and an engine that answers with `config`. */
async function shopWith(preparing: string, answers: Readonly<Record<string, unknown>> = {}) {
  const root = mkdtempSync(path.join(tmpdir(), 'evenkeel docker-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(path.join(root, 'infra/docker'), { recursive: true });
  writeFileSync(path.join(root, 'infra/docker/prepare.sh'), preparing);
  const told: string[] = [];
  const progress: string[] = [];
  const run = async (args: readonly string[]) => {
    const line = args.join(' ');
    if (line === 'compose config --format json') return JSON.stringify({ ...config, ...answers });
    told.push(line);
    return '';
  };
  const docker = {
    run,
    succeeds: async () => true,
    stream: async (args: readonly string[]) => run(args).then(() => 0),
  };
  const shop = dockerShop({ root, docker, progress: (line) => progress.push(line) });
  return { shop, told, progress };
}

test('the secrets are made first, and what the preparation says is shown', async () => {
  const { shop, progress, told } = await shopWith('echo "New secrets"');
  const { platform, up } = await shop;
  expect(progress).toEqual(['New secrets']);
  expect(platform.url('web')).toBe('http://127.0.0.1:3100');
  expect(await up()).toEqual([]);
  expect(told.at(-1)).toBe('compose --ansi=never up --detach --build --wait');
});

test('what stands in the way is told in the words of the preparation, before anything is started', async () => {
  const { shop, told } = await shopWith('echo "Port 3000 is taken." >&2; exit 1');
  await expect(shop).rejects.toThrow(/^Port 3000 is taken\.$/);
  expect(told).toEqual([]);
});

test('while it is being started a second start is told so in one line; afterwards it may start again', async () => {
  const { shop } = await shopWith('');
  const { up } = await shop;
  const first = up();
  await expect(up()).rejects.toThrow(
    new PlatformError(`This shop is being started already, by process ${process.pid}.`),
  );
  expect(await first).toEqual([]);
  expect(await up()).toEqual([]);
});

test('a composition that lacks a part of the shop is refused', async () => {
  const { review: _, ...services } = config.services;
  const { shop } = await shopWith('', { services });
  await expect(shop).rejects.toThrow('The composition has no review.');
});

test('down keeps the data, reset deletes it', async () => {
  const { shop, told } = await shopWith('');
  const { down, reset } = await shop;
  await down();
  await reset();
  expect(told).toEqual(['compose down --remove-orphans', 'compose down --remove-orphans --volumes']);
});
