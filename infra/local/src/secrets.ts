// Passwords and keys of one shop: random, made once, readable by their owner only.

import { hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Each service that owns a database, with a role of the same name. */
export const databases = ['product', 'review', 'recommendation', 'payment'] as const;

/** Roles that only read: each with the database of another that it looks into. */
export const readers = { search: 'product' } as const;

const roles = [...databases, ...(Object.keys(readers) as (keyof typeof readers)[])] as const;
const names = ['operatorToken', 'cookieKey', 'redis', 'postgres', 'replicator', ...roles] as const;
export type Secrets = Readonly<Record<(typeof names)[number], string>>;

/** Reads the secrets of a shop, or makes them. What a shop of an earlier version lacks is added. */
export function loadSecrets(stateDir: string): Secrets {
  const file = path.join(stateDir, 'secrets.json');
  mkdirSync(stateDir, { recursive: true });
  if (!existsSync(file))
    writeOnce(file, Object.fromEntries(names.map((name) => [name, randomBytes(24).toString('hex')])));
  const known = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets> & Pick<Secrets, 'postgres'>;
  if (names.every((name) => known[name] !== undefined)) return known as Secrets;
  const complete = completed(known);
  const mine = writeAside(file, complete);
  renameSync(mine, file);
  return complete;
}

/** Derived, not drawn: two starts at the same moment add the same. From the one that opens every database anyway. */
function completed(known: Partial<Secrets> & Pick<Secrets, 'postgres'>): Secrets {
  const derived = (name: string) => Buffer.from(hkdfSync('sha256', known.postgres, '', name, 24)).toString('hex');
  return { ...Object.fromEntries(names.map((name) => [name, derived(name)])), ...known } as Secrets;
}

/** The first of two that write at the same moment wins, and nobody ever sees half a file. */
function writeOnce(file: string, secrets: object): void {
  const mine = writeAside(file, secrets);
  try {
    linkSync(mine, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine);
  }
}

function writeAside(file: string, secrets: object): string {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return mine;
}
