// Where the parts of one shop are: the port each listens on, and where the others reach it.

import { type PartName, parts } from '@evenkeel/platform';
import type { Settings } from './settings.ts';

export type Addresses = ReturnType<typeof addressesOf>;

/** The addresses in a shop with these settings; all on 127.0.0.1, but for a part that runs elsewhere. */
export function addressesOf({ portOffset, reachedThrough, elsewhere }: Settings) {
  const port = (name: PartName) => portOf(name, portOffset);
  /** The port under which the other parts reach it: its own, unless something stands in between. */
  const reachedAt = (name: PartName) => reachedThrough?.[name] ?? port(name);
  return {
    port,
    reachedAt,
    /** Where the other parts reach it over HTTP, without a slash at the end. */
    url: (name: PartName): string =>
      (reachedThrough?.[name] === undefined ? elsewhere?.[name] : undefined) ?? `http://127.0.0.1:${reachedAt(name)}`,
  };
}

/** Of the page that watches the shop. It is no part of the shop, and lives when all of them are dead. */
export const controlRoomPort = ({ portOffset }: Pick<Settings, 'portOffset'>): number => 3_100 + portOffset;

/** A part's own port in a shop with this offset. */
export function portOf(name: PartName, portOffset: number): number {
  const part = parts.find((one) => one.name === name);
  if (!part) throw new Error(`There is no part ${name}`);
  return part.port + portOffset;
}
