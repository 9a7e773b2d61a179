// docker-compose.yml and the other files of the containers, as data.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PartName } from '@evenkeel/platform';
import { parse } from 'yaml';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const folder = path.join(root, 'infra/docker');

export interface Service {
  readonly image?: string;
  readonly build?: {
    readonly context: string;
    readonly dockerfile?: string;
    readonly args?: { readonly SERVICE: string };
  };
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly command?: readonly string[];
  readonly user?: string;
  readonly [key: string]: unknown;
}

interface Composition {
  readonly services: Readonly<Record<PartName, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export const composition: Composition = parse(readFileSync(path.join(root, 'docker-compose.yml'), 'utf8'), {
  merge: true,
});
export const services = Object.entries(composition.services) as [PartName, Service][];

/** A new set of secrets: file → text. */
export function freshSecrets(): ReadonlyMap<string, string> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'evenkeel-secrets-'));
  try {
    const made = path.join(scratch, 'secrets');
    execFileSync('bash', [path.join(folder, 'secrets.sh'), made], { stdio: 'ignore', timeout: 30_000 });
    return new Map(readdirSync(made).map((name) => [name, readFileSync(path.join(made, name), 'utf8')]));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** What a container's program is told: what stands in the composition, and in its own file of secrets. */
export function settingsOf(name: PartName, secrets: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const { environment = {}, secrets: given = [] } = composition.services[name];
  const lines = given
    .flatMap((one) =>
      typeof one !== 'string' && one.target === 'settings' ? [secrets.get(`${one.source}.env`) ?? ''] : [],
    )
    .flatMap((text) => text.trim().split('\n'));
  const secret = lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);
  return { ...Object.fromEntries(secret), ...environment };
}
