// A copy of an app with a fault planted in it: a check that cannot fail proves nothing.
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** In `file` of the app every `from` becomes `to`. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const apps = fileURLToPath(new URL('../../apps', import.meta.url));

/** Hands over the folder of the copy, which is gone afterwards. @throws when an edit finds no place any more */
export async function withPlanted<T>(
  app: string,
  edits: readonly Edit[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const copy = await mkdtemp(path.join(tmpdir(), 'evenkeel-planted-'));
  try {
    const from = path.join(apps, app);
    for (const name of ['src', 'migrations', 'package.json'])
      await cp(path.join(from, name), path.join(copy, name), { recursive: true }).catch(isMissing);
    await symlink(path.join(from, 'node_modules'), path.join(copy, 'node_modules'));
    for (const { file, from: before, to } of edits) {
      const source = await readFile(path.join(copy, file), 'utf8');
      if (!source.includes(before)) throw new Error(`the fault for ${file} finds no place any more: ${before}`);
      await writeFile(path.join(copy, file), source.replaceAll(before, to));
    }
    return await use(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Not every app has migrations. */
function isMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
