// Databases and roles. Run at every start, since it costs nothing: a start cut short after `initdb` is completed by the next
// one, and a shop of an earlier version gets what it lacks.

import type pg from 'pg';
import { databases, readers, type Secrets } from '../secrets.ts';
import { type Server, withSession } from './session.ts';

/** ms that a statement of a reader may take: reading a whole catalogue in batches fits, a query gone wild does not. */
const readerStatementMs = 10_000;

/** One database and one role for each service that has data, and the roles that only read. Throws when the server fails. */
export async function createDatabases(server: Server, secrets: Secrets): Promise<void> {
  await withSession(server, async (client) => {
    await createRole(client, 'replicator', secrets.replicator, 'REPLICATION');
    for (const name of databases) {
      await createRole(client, name, secrets[name]);
      // A service migrates as soon as it can log in: not before its readers may read what it makes.
      await client.query(`ALTER ROLE ${name} NOLOGIN`);
      const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (known.rowCount) continue;
      await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
      await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    }
    // These two are PostgreSQL's own, and open to every role unless closed.
    for (const name of ['postgres', 'template1']) await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    for (const name of readerNames) {
      await createRole(client, name, secrets[name]);
      await client.query(`GRANT CONNECT ON DATABASE ${readers[name]} TO ${name}`);
      // A second lock behind the grants: it keeps an honest mistake from being tried at all.
      await client.query(`ALTER ROLE ${name} SET default_transaction_read_only = on`);
      await client.query(`ALTER ROLE ${name} SET statement_timeout = ${readerStatementMs}`);
    }
  });
  for (const name of readerNames)
    await withSession({ ...server, database: readers[name] }, (client) => letRead(client, name, readers[name]));
  await withSession(server, async (client) => {
    for (const name of databases) await client.query(`ALTER ROLE ${name} LOGIN`);
  });
}

const readerNames = Object.keys(readers) as (keyof typeof readers)[];

async function createRole(client: pg.Client, name: string, password: string, rights = ''): Promise<void> {
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (known.rowCount) return;
  await client.query(`CREATE ROLE ${name} LOGIN ${rights} PASSWORD ${client.escapeLiteral(password)}`);
}

/** Tables and views of today, and those that the owner will make: its migrations need not know who reads. */
async function letRead(client: pg.Client, reader: string, owner: string): Promise<void> {
  await client.query(`GRANT USAGE ON SCHEMA public TO ${reader}`);
  await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${reader}`);
  await client.query(withoutLargeObjects);
  await client.query(`ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT SELECT ON TABLES TO ${reader}`);
}

/** Everybody may make large objects unless told otherwise, whatever else they may write. Nobody here needs any. */
const withoutLargeObjects = `
  DO $$
  DECLARE function regprocedure;
  BEGIN
    FOR function IN SELECT oid::regprocedure FROM pg_proc
      WHERE pronamespace = 'pg_catalog'::regnamespace AND proname ~ '^(lo_|lowrite|loread)'
    LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', function); END LOOP;
  END $$`;
