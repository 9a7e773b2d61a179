import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The folders of the workspace packages that the package in `folder` uses, directly or not. */
export function packagesOf(root: string, folder: string, found = new Set<string>()): Set<string> {
  const { dependencies = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  for (const name of Object.keys(dependencies).filter((name) => name.startsWith('@evenkeel/'))) {
    const dependency = path.join(root, 'packages', name.slice('@evenkeel/'.length));
    if (found.has(dependency)) continue;
    found.add(dependency);
    packagesOf(root, dependency, found);
  }
  return found;
}
