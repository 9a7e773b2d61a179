import { execFile } from 'node:child_process';

/** What a program printed. Rejects with everything it said when it fails, or takes longer than two minutes. */
export function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env: ownEnvironment(), timeout: 120_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

/** Under `npm run` the settings of that npm are in the environment, its folder among them: another npm would work there. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(p?npm_|NODE_OPTIONS$)/i.test(name)));
}
