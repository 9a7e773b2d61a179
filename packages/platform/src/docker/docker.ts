// The docker command. Its own client speaks to whatever engine the person has chosen (contexts, Docker Desktop, rootless), which a
// client of ours over the socket would have to learn.

import { execFile, spawn } from 'node:child_process';
import { PlatformError } from '../platform.ts';

export interface Docker {
  /** What it prints. Throws a PlatformError with its complaint. */
  run(args: readonly string[], limitMs?: number): Promise<string>;
  /** Whether it succeeds. */
  succeeds(args: readonly string[], limitMs?: number): Promise<boolean>;
  /** Hands over what it prints, both streams, until it ends or the signal aborts. Answers its exit code; null when it was ended. */
  stream(args: readonly string[], write: (text: string) => void, signal: AbortSignal): Promise<number | null>;
}

/** Nothing that is asked of the engine takes longer, but building and starting, which say so. In ms. */
const usualLimitMs = 30_000;
const mostOutputBytes = 16 * 1024 * 1024;

/** `cwd` is where Compose finds its files. */
export function dockerCommand(cwd: string, env: NodeJS.ProcessEnv = process.env): Docker {
  const run = (args: readonly string[], limitMs = usualLimitMs) =>
    new Promise<string>((resolve, reject) => {
      const options = { cwd, env, timeout: limitMs, maxBuffer: mostOutputBytes, encoding: 'utf8' } as const;
      execFile('docker', [...args], options, (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        reject(new PlatformError(complaint(error, stderr, args, limitMs)));
      });
    });
  return {
    run,
    succeeds: (args, limitMs) =>
      run(args, limitMs).then(
        () => true,
        () => false,
      ),
    stream: (args, write, signal) =>
      new Promise((resolve, reject) => {
        const child = spawn('docker', [...args], { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
        for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
        child.once('error', (error: NodeJS.ErrnoException) => {
          if (error.name === 'AbortError') resolve(null);
          else reject(new PlatformError(complaint(error, '', args, 0)));
        });
        child.once('close', (code) => resolve(code));
      }),
  };
}

function complaint(
  error: Error & { code?: string | number | null | undefined; killed?: boolean },
  stderr: string,
  args: readonly string[],
  limitMs: number,
): string {
  if (error.code === 'ENOENT') return 'There is no docker on this machine, or not on the PATH. Without it: npm start';
  if (error.killed) return `docker ${args[0]} did not end within ${limitMs / 1_000} s.`;
  const lines = stderr.trim().split('\n').slice(-15).join('\n');
  return lines || `docker ${args.join(' ')} failed: ${error.message}`;
}
