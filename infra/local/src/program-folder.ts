import path from 'node:path';
import type { Program } from './part-settings.ts';
import type { Settings } from './settings.ts';

/** The folder of a program of ours. */
export function programFolder({ root, folders }: Settings, name: Program): string {
  return folders?.[name] ?? path.join(root, name === 'elasticsearch' ? 'infra/search-stand-in' : `apps/${name}`);
}
