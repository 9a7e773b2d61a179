// Where PostgreSQL lives, and as whom. It refuses to run as root; then it runs as `nobody`, who must be able to
// reach its data and binaries. A state folder that `nobody` cannot reach (under /root) gets a link to one that is.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { PlatformError } from '@evenkeel/platform';

export interface PostgresHome {
  /** Holds `primary`, `replica` and the binaries. */
  readonly dir: string;
  /** Empty, or uid and gid of `nobody`. */
  readonly user: { readonly uid?: number; readonly gid?: number };
}

const nobody = { uid: 65_534, gid: 65_534 };

/** Makes the folder when it is not there yet. */
export function postgresHome(stateDir: string): PostgresHome {
  const user = process.getuid?.() === 0 ? nobody : {};
  const dir = path.join(stateDir, 'postgres');
  if (!existsSync(dir)) {
    mkdirSync(stateDir, { recursive: true });
    if (reachable(stateDir, user)) ownFolder(dir, user);
    else symlinkSync(ownFolder(shelter(stateDir), user), dir);
  }
  return { dir: realpathSync(dir), user };
}

/** Asks the system instead of computing with modes: access lists and mounts have a say, too. */
function reachable(dir: string, user: PostgresHome['user']): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function shelter(stateDir: string): string {
  return `/var/tmp/evenkeel-${createHash('sha256').update(stateDir).digest('hex').slice(0, 16)}`;
}

/** /var/tmp is everybody's: a folder of that name which is not ours is refused. */
function ownFolder(dir: string, user: PostgresHome['user']): string {
  if (!existsSync(dir)) {
    mkdirSync(dir, { mode: 0o700 });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(dir, user.uid, user.gid);
  }
  const { uid, mode } = lstatSync(dir);
  const ours = uid === (user.uid ?? process.getuid?.()) && (mode & 0o77) === 0 && lstatSync(dir).isDirectory();
  if (!ours) throw new PlatformError(`${dir} belongs to somebody else. Remove it, or set SHOP_STATE_DIR.`);
  return dir;
}
