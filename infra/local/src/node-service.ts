// A part that is a Node program: one of the services, or the web shop.

import type { Recipe, Start } from '@evenkeel/platform';
import { httpStatus } from './http-status.ts';

export interface NodeServiceOptions {
  /** The folder of the program; it runs there. */
  readonly folder: string;
  /** The script with its arguments, relative to the folder. */
  readonly script: readonly [string, ...string[]];
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** Most memory for JavaScript objects, in MB; 192 by default. */
  readonly heapMb?: number;
  /** 200 there means that it answers; `/health/live` by default. */
  readonly livePath?: string;
  /** 503 there means that it lacks something; `/health/ready` by default. */
  readonly readyPath?: string;
  /** What must be done before it can run. */
  readonly prepare?: (start: Start) => Promise<void>;
}

// Small heaps: the whole shop has to fit beside the other things on somebody's machine.
const heapMb = 192;

/** Runs with the Node that runs us (24 or newer: it runs TypeScript as it stands). */
export function nodeRecipe(options: NodeServiceOptions): Recipe {
  const { folder, script, port, env, prepare, livePath = '/health/live', readyPath = '/health/ready' } = options;
  const url = `http://127.0.0.1:${port}`;
  return {
    ...(prepare && { prepare }),
    command: () => ({
      file: process.execPath,
      args: [`--max-old-space-size=${options.heapMb ?? heapMb}`, '--enable-source-maps', ...script],
      cwd: folder,
      env: { ...inherited(), ...env },
    }),
    answers: async (signal) => (await statusOf(`${url}${livePath}`, signal)) === 200,
    async lacks(signal) {
      const status = await statusOf(`${url}${readyPath}`, signal);
      return status === 503 ? 'not ready: a store is missing' : undefined;
    },
    stopSignal: 'SIGTERM',
  };
}

/** Of our own environment only what a program needs to find its way; NODE_OPTIONS of a debugger, for one, is not. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** Undefined when nobody answers. */
async function statusOf(url: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    return await httpStatus(url, { signal });
  } catch {
    return undefined; // Dead, hung or still starting; the process table tells which.
  }
}
