// The shop that a matrix, a browser test or a measurement works on: one of its own, or the one that runs already.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localShop, readSettings, type StartShopOptions, startShop } from '@evenkeel/local';
import type { Platform } from '@evenkeel/platform';

export interface TrialShop {
  readonly platform: Platform;
  /** Takes a shop of our own down and its data away; leaves an attached one as it is. */
  stop(): Promise<void>;
}

/** The running shop of this checkout (SHOP_STATE_DIR and SHOP_PORT_OFFSET name another). */
export const attachedShop = (): TrialShop => ({
  platform: localShop(readSettings()).platform,
  stop: () => Promise.resolve(),
});

/** A whole new shop on free ports; `folders` names programs that run from elsewhere. */
export async function ownShop(
  log: (line: string) => void,
  folders: StartShopOptions['folders'] = {},
): Promise<TrialShop & { stateDir: string; portOffset: number }> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'evenkeel-'));
  const remove = () => rm(stateDir, { recursive: true, force: true });
  try {
    const shop = await startShop({ stateDir, portOffset: 'free', log, folders });
    return {
      platform: shop.platform,
      stateDir,
      portOffset: shop.portOffset,
      stop: async () => {
        await shop.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
