import path from 'node:path';
import { run } from './run.ts';

/** Packs a built folder into a .tgz in `destination`, and answers its path. Needs no network. */
export async function packInto(destination: string, built: string): Promise<string> {
  const args = ['pack', '--json', '--ignore-scripts', '--no-update-notifier', '--pack-destination', destination];
  const [packed] = Object.values(JSON.parse(await run('npm', args, built)) as Record<string, { filename: string }>);
  if (packed === undefined) throw new Error(`npm has packed nothing of ${built}`);
  return path.join(destination, packed.filename);
}
