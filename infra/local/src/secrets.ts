// Passwords and keys of one shop: random, made once, readable by their owner only.

import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Each service that owns a database, with a role of the same name. */
export const databases = ['product', 'review', 'recommendation'] as const;

const names = ['operatorToken', 'cookieKey', 'redis', 'postgres', 'replicator', ...databases] as const;
export type Secrets = Readonly<Record<(typeof names)[number], string>>;

/** Reads the secrets of a shop, or makes them. */
export function loadSecrets(stateDir: string): Secrets {
  const file = path.join(stateDir, 'secrets.json');
  mkdirSync(stateDir, { recursive: true });
  if (!existsSync(file))
    writeOnce(file, Object.fromEntries(names.map((name) => [name, randomBytes(24).toString('hex')])));
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

/** The first of two that write at the same moment wins, and nobody ever sees half a file. */
function writeOnce(file: string, secrets: object): void {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  try {
    linkSync(mine, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine);
  }
}
