// The PostgreSQL primary: one database and one role for each service that has data.

import { existsSync } from 'node:fs';
import { chown, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Recipe } from '@evenkeel/platform';
import type { Secrets } from '../secrets.ts';
import { copyBinaries, runInitdb } from './binaries.ts';
import { createDatabases } from './databases.ts';
import { type PostgresHome, postgresHome } from './home.ts';
import { clearLeftovers } from './leftovers.ts';
import { serverCommand } from './server-command.ts';
import { serves } from './session.ts';

/** How the primary is made and run. */
export function primaryRecipe(options: { stateDir: string; port: number; secrets: Secrets }): Recipe {
  const { stateDir, port, secrets } = options;
  const server = { port, password: secrets.postgres };
  return {
    async prepare({ progress }) {
      const home = postgresHome(stateDir);
      await copyBinaries(home);
      if (existsSync(primaryDir(home))) return clearLeftovers(primaryDir(home));
      progress('making the database');
      await initialise(home, secrets.postgres);
    },
    command: () => {
      const home = postgresHome(stateDir);
      return serverCommand(home, primaryDir(home), port);
    },
    answers: () => serves(server, 1_000),
    settle: () => createDatabases(server, secrets),
    stopSignal: 'SIGINT', // PostgreSQL's "fast": it ends the sessions instead of waiting for them.
  };
}

export const primaryDir = (home: PostgresHome) => path.join(home.dir, 'primary');

/** Made aside and renamed: what a power cut leaves half made is never taken for a database. */
async function initialise(home: PostgresHome, password: string): Promise<void> {
  const aside = path.join(home.dir, 'primary.new');
  const passwordFile = path.join(home.dir, 'password.new');
  await rm(aside, { recursive: true, force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (home.user.uid !== undefined && home.user.gid !== undefined)
      await chown(passwordFile, home.user.uid, home.user.gid);
    const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    await runInitdb(home, ['-D', aside, ...access, '--encoding=UTF8', '--locale=C']);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(aside, primaryDir(home));
}
