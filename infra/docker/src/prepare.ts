import { execFile } from 'node:child_process';
import { PlatformError } from '@evenkeel/platform';

const limitMs = 60_000;

/** Runs prepare.sh. @throws PlatformError with what it says when the shop cannot start here */
export function prepare(script: string, env: NodeJS.ProcessEnv, progress: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('bash', [script], { env, timeout: limitMs, encoding: 'utf8' }, (error, stdout, stderr) => {
      // Who runs it from here need not be told what to do next.
      for (const line of stdout.split('\n')) if (line !== '' && !line.includes('Next: ')) progress(line);
      if (error) reject(new PlatformError(stderr.trim() || `${script} failed: ${error.message}`));
      else resolve();
    });
  });
}
