import type { Command } from '@evenkeel/platform';
import { postgresProgram } from './binaries.ts';
import type { PostgresHome } from './home.ts';

/** Wherever they run, and the same for primary and replica: one refuses to follow a primary that allows more connections than itself. */
export const postgresParameters = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  shared_buffers: '32MB',
  wal_level: 'replica',
  max_wal_senders: '5',
  hot_standby: 'on',
  hot_standby_feedback: 'on', // Else cleaning up on the primary cancels queries on the replica.
  max_slot_wal_keep_size: '256MB', // A replica that is away must not fill the disk; it is cloned again then.
  max_wal_size: '256MB',
  wal_retrieve_retry_interval: '500ms', // 5 s by default: too long for a replica to notice that its primary is back.
  wal_receiver_timeout: '10s',
  wal_sender_timeout: '10s',
} as const;

const here = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // A socket's path may be 107 bytes long at most; a checkout's path can be longer.
};

/** Where a replica finds its primary. */
export interface Following {
  readonly primaryPort: number;
  readonly slot: string;
  /** Of the role `replicator`. */
  readonly password: string;
}

/**
 * The postmaster as a command; it stays in the foreground, so its pid is the one that owns the port. The way to the
 * primary is told at each start and not kept in the data: the shop may have moved to other ports.
 */
export function serverCommand(home: PostgresHome, dataDir: string, port: number, following?: Following): Command {
  const primary = following && {
    primary_conninfo: `host=127.0.0.1 port=${following.primaryPort} user=replicator application_name=replica`,
    primary_slot_name: following.slot,
  };
  const settings = Object.entries({ ...here, ...postgresParameters, ...primary }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  return {
    file: postgresProgram(home, 'postgres'),
    args: ['-D', dataDir, '-p', String(port), ...settings],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', ...(following && { PGPASSWORD: following.password }) },
    ...home.user,
  };
}
