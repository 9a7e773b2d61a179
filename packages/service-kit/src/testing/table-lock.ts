// Locks a table as a migration, a `vacuum full` or a forgotten session does: nobody reads it, on the primary and on the replica.
import { Client } from 'pg';

export interface TableLock {
  release(): Promise<void>;
}

/** Returns when the lock stands on the primary and the replica knows of it. */
export async function lockTable({ primaryUrl }: { readonly primaryUrl: string }, table: string): Promise<TableLock> {
  const holder = new Client(primaryUrl);
  await holder.connect();
  await holder.query('begin');
  await holder.query(`lock table ${holder.escapeIdentifier(table)} in access exclusive mode`);
  // The lock travels with the next that is written to the log.
  const carrier = new Client(primaryUrl);
  await carrier.connect();
  await carrier.query("select pg_logical_emit_message(true, 'lock', 'travels')");
  await carrier.end();
  return { release: () => holder.end() };
}
