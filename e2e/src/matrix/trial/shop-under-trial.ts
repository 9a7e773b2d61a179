// What the matrix does to a shop: breaks parts of it, mends them, and lets it forget what it has seen.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type PartName, type Platform, waitUntil } from '@evenkeel/platform';
import { request } from 'undici';
import type { ProxiedShop } from '../../fault-proxy/proxied-shop.ts';
import { attachedShop } from '../../own-shop.ts';
import { type Fault, isProxyFault } from '../faults.ts';

export interface ShopUnderTrial {
  /** Where visitors find it, without a slash at the end. */
  readonly site: string;
  /** The faults that it can be given. */
  can(fault: Fault): boolean;
  break(parts: readonly PartName[], fault: Fault): Promise<void>;
  /** Returns when the parts answer again. */
  mend(parts: readonly PartName[], fault: Fault): Promise<void>;
  /**
   * Drops the last good copies of gateway and web, as far as they can be asked while `broken` parts are. False when some may be left
   * that come to light once the parts are mended.
   */
  forget(broken?: readonly PartName[], fault?: Fault): Promise<boolean>;
}

/** A shop behind fault proxies can be given every fault. */
export function underTrial({ platform, proxies, access }: ProxiedShop): ShopUnderTrial {
  return {
    site: `http://127.0.0.1:${proxies.web.port}`,
    can: () => true,
    break: (parts, fault) =>
      each(parts, async (name) => {
        if (isProxyFault(fault)) return proxies[name].set(fault);
        await breakProcess(platform, name, fault);
        // Who is dead refuses connections; the proxy in front must not accept them in its place.
        if (fault === 'killed') await proxies[name].set('refuse');
      }),
    mend: (parts, fault) =>
      each(parts, async (name) => {
        if (!isProxyFault(fault)) await mendProcess(platform, name, fault);
        await proxies[name].set(null);
      }),
    async forget(broken = [], fault) {
      const isDown = (name: PartName) => broken.includes(name) && fault !== undefined && !isProxyFault(fault);
      const able = (['gateway', 'web'] as const).filter((name) => !isDown(name));
      const asked = able.map(async (name) => {
        const has = () => forgets(platform.url(name), access.operatorToken);
        // Without Redis the gateway cannot drop what is in there, and cannot read it either. With it, it may be busy for a moment.
        const forgot = broken.includes('redis')
          ? await has().then(() => true)
          : await waitUntil(has, { limitMs: forgetLimitMs, everyMs: 500 });
        if (!forgot) throw new Error(`${name} does not forget`);
      });
      await Promise.all(asked);
      return able.length === 2 && !broken.includes('redis');
    },
  };
}

async function forgets(url: string, token: string): Promise<boolean> {
  const { statusCode, body } = await request(`${url}/operator/forget`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(forgetLimitMs),
  });
  await body.dump();
  return statusCode === 204;
}

const forgetLimitMs = 10_000;
const shopCommand = fileURLToPath(new URL('../../../../infra/local/src/main.ts', import.meta.url));

/** The running shop of this checkout: its parts speak to each other directly, so that only processes can be broken. */
export function attached(): ShopUnderTrial {
  const { platform } = attachedShop();
  return {
    site: platform.url('web'),
    can: (fault) => !isProxyFault(fault),
    break: (parts, fault) => each(parts, (name) => breakProcess(platform, name, fault)),
    mend: (parts, fault) => each(parts, (name) => mendProcess(platform, name, fault)),
    // The command exits with 1 when a part that should forget does not answer.
    forget: (broken = []) =>
      promisify(execFile)(process.execPath, [shopCommand, 'shop', 'forget']).then(
        () => true,
        (error: unknown) => {
          if (broken.length === 0) throw error;
          return false;
        },
      ),
  };
}

const breakProcess = (platform: Platform, name: PartName, fault: Fault) =>
  fault === 'killed' ? platform.kill(name) : platform.pause(name);

const mendProcess = (platform: Platform, name: PartName, fault: Fault) =>
  fault === 'killed' ? platform.start(name) : platform.unpause(name);

/** The replica is started after its primary, which it asks; nothing else waits for anything. */
async function each(parts: readonly PartName[], act: (name: PartName) => Promise<void>): Promise<void> {
  const others = parts.filter((name) => name !== 'postgres-replica');
  await Promise.all(others.map(act));
  if (parts.includes('postgres-replica')) await act('postgres-replica');
}
