// Redis, or Valkey, which speaks the same. Orders will wait in it: it writes each change to the disk at once.

import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import type { Recipe } from '@evenkeel/platform';
import { findRedis, installHint, installValkey } from './server-binary.ts';

/** How Redis is run. Absent when this machine has none; the shop does without it then. */
export function redisRecipe(options: { stateDir: string; toolsDir: string; port: number; password: string }): Recipe {
  const { stateDir, toolsDir, port, password } = options;
  const dataDir = path.join(stateDir, 'redis');
  const config = path.join(dataDir, 'redis.conf');
  return {
    absent: () => (findRedis(toolsDir) ? undefined : installHint),
    async prepare({ progress, signal }) {
      if (!findRedis(toolsDir)) {
        progress('installing Valkey');
        await installValkey(toolsDir, signal);
      }
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      writeFileSync(config, configuration(port, password, dataDir), { mode: 0o600 });
    },
    command: () => ({
      file: findRedis(toolsDir) ?? 'valkey-server',
      args: [config],
      cwd: dataDir,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    }),
    answers: (signal) => answersPing(port, password, signal),
    stopSignal: 'SIGTERM',
  };
}

/** How Redis keeps what it is told, wherever it runs. */
export const redisPolicy = {
  save: '',
  appendonly: 'yes',
  appendfsync: 'always',
  maxmemory: '64mb',
  'maxmemory-policy': 'volatile-lru', // What has no time to live is an order, and is never evicted.
} as const;

/** In a file, since a password among the arguments could be read by every user of the machine. */
function configuration(port: number, password: string, dataDir: string): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(dataDir)}`,
    ...Object.entries(redisPolicy).map(([name, value]) => `${name} ${value || '""'}`),
    '',
  ].join('\n');
}

function answersPing(port: number, password: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, signal });
    let answer = '';
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (text: string) => {
      answer += text;
      if (answer.includes('+PONG') || answer.includes('-')) socket.destroy();
    });
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve(answer.includes('+PONG')));
  });
}
