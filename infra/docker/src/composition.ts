// What the composition says once Compose has filled it in: variables, .env, and the person's own override files.

import { type Docker, type PartName, PlatformError, partNames } from '@evenkeel/platform';

export interface Composition {
  /** Name of the project. */
  readonly project: string;
  /** Part → names of its networks, as the engine calls them. */
  readonly networks: Readonly<Partial<Record<PartName, readonly string[]>>>;
  /** Part → its port on this machine. */
  readonly ports: Readonly<Partial<Record<PartName, number>>>;
}

/** As much of `docker compose config` as is read here. */
interface Config {
  readonly name: string;
  readonly services: Readonly<
    Record<
      string,
      {
        readonly networks?: Readonly<Record<string, unknown>>;
        readonly ports?: readonly { readonly published?: string }[];
      }
    >
  >;
  readonly networks?: Readonly<Record<string, { readonly name: string }>>;
}

/** @throws PlatformError with Compose's own complaint, when there are no secrets yet, for instance */
export async function readComposition(docker: Docker): Promise<Composition> {
  const config = JSON.parse(await docker.run(['compose', 'config', '--format', 'json'])) as Config;
  const missing = partNames.filter((name) => config.services[name] === undefined);
  if (missing.length > 0) throw new PlatformError(`The composition has no ${missing.join(', ')}.`);
  const of = <T>(take: (service: Config['services'][string]) => T | undefined) =>
    Object.fromEntries(
      partNames.flatMap((name) => {
        const service = config.services[name];
        const taken = service && take(service);
        return taken === undefined ? [] : [[name, taken]];
      }),
    );
  return {
    project: config.name,
    networks: of(({ networks = {} }) => Object.keys(networks).map((key) => config.networks?.[key]?.name ?? key)),
    ports: of(({ ports }) => (ports?.[0]?.published ? Number(ports[0].published) : undefined)),
  };
}
