// The shop that a matrix, a browser test or a measurement works on: one of its own, or the one that runs already.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Shop, type StartShopOptions, startShop } from '@evenkeel/local';
import type { OperatorAnswer, Platform } from '@evenkeel/platform';
import { managedShop, platformKind } from '@evenkeel/shop';

export interface TrialShop {
  readonly platform: Platform;
  /** Takes a shop of our own down and its data away; leaves an attached one as it is. */
  stop(): Promise<void>;
}

/** The running shop of this checkout: as processes (SHOP_STATE_DIR and SHOP_PORT_OFFSET name another), or with SHOP_PLATFORM=docker in containers. */
export async function attachedShop(
  kind = platformKind(),
): Promise<TrialShop & { forget(): Promise<OperatorAnswer[]> }> {
  const { platform, forget } = await managedShop(kind);
  return { platform, forget, stop: () => Promise.resolve() };
}

/** A new folder under the system's temporary one that every user may enter: as root, PostgreSQL runs as `nobody`. */
async function newStateDir(): Promise<string> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'evenkeel-'));
  await chmod(stateDir, 0o755);
  return stateDir;
}

/** A whole new shop, on free ports unless told which, or some `parts` of one; `folders` names programs that run from elsewhere. */
export async function ownShop(
  log: (line: string) => void,
  options: Omit<StartShopOptions, 'stateDir' | 'portOffset' | 'log'> & { readonly portOffset?: number } = {},
): Promise<Shop & TrialShop & { stateDir: string }> {
  const stateDir = await newStateDir();
  try {
    const shop = await startShop({ stateDir, portOffset: 'free', log, ...options });
    return { ...shop, stateDir, stop: shop.destroy };
  } catch (error) {
    await rm(stateDir, { recursive: true, force: true });
    throw error;
  }
}
