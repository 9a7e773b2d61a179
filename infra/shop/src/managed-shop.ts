// The ways to run the shop, by name: `--platform docker`, or SHOP_PLATFORM for everything that is started from here.

import { fileURLToPath } from 'node:url';
import { dockerShop } from '@evenkeel/docker';
import { localShop, readSettings, SettingError } from '@evenkeel/local';
import type { ManagedShop } from '@evenkeel/platform';

export const platformKinds = ['processes', 'docker'] as const;
export type PlatformKind = (typeof platformKinds)[number];

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** @throws SettingError for a name that is none of them */
export function platformKind(name = process.env.SHOP_PLATFORM || 'processes'): PlatformKind {
  const kind = platformKinds.find((one) => one === name);
  if (kind) return kind;
  throw new SettingError(`The platform must be one of ${platformKinds.join(', ')}, not "${name}".`);
}

/** The shop of this checkout, running or not. */
export async function managedShop(kind: PlatformKind, progress?: (line: string) => void): Promise<ManagedShop> {
  if (kind === 'docker') return dockerShop({ root, ...(progress && { progress }) });
  return localShop(readSettings(), { progress });
}
