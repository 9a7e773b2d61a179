// Next's command line as a child process, with nothing of the test's own environment but what it needs.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const room = join(import.meta.dirname, '..');
const bin = join(room, 'node_modules/next/dist/bin/next');

export interface NextProcess {
  readonly process: ChildProcess;
  /** Its exit code. */
  readonly ended: Promise<number>;
  /** The end of what it wrote. */
  output(): string;
}

export function next(args: readonly string[], env: Readonly<Record<string, string>> = {}): NextProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: room,
    env: { PATH, HOME, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'exit').then(([code]) => Number(code ?? -1));
  return { process: child, ended, output: () => output };
}
