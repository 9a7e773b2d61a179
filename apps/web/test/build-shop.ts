// Vitest's global setup: builds the shop once, and only when something changed since the last build.
import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { next, room } from './next-cli.ts';

const sources = ['src', 'public', 'next.config.ts', 'package.json', '../../packages/contracts/src'];

export default async function buildIfChanged(): Promise<void> {
  const built = join(room, '.next/BUILD_ID');
  if (existsSync(built) && sources.every((source) => newest(join(room, source)) < statSync(built).mtimeMs)) return;
  const build = next(['build']);
  if ((await build.ended) !== 0) throw new Error(`next build failed:\n${build.output()}`);
}

/** Time of the last change at or below `path`, ms since 1970. */
function newest(path: string): number {
  const inside: Dirent[] = statSync(path).isDirectory() ? readdirSync(path, { withFileTypes: true }) : [];
  return Math.max(statSync(path).mtimeMs, ...inside.map(({ name }) => newest(join(path, name))));
}
