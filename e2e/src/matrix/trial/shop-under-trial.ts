// What the matrix does to a shop: breaks parts of it, mends them, and lets it forget what it has seen.
import { type DockerPlatform, type ManagedShop, type PartName, type Platform, waitUntil } from '@evenkeel/platform';
import type { PlatformKind } from '@evenkeel/shop';
import { request } from 'undici';
import type { ProxiedShop } from '../../fault-proxy/proxied-shop.ts';
import { attachedShop } from '../../own-shop.ts';
import { type Fault, isProxyFault } from '../faults.ts';

export interface ShopUnderTrial {
  /** Where visitors find it, without a slash at the end. */
  readonly site: string;
  /** Who runs: part → pid. Whoever was not broken must be the same afterwards. */
  witness(): Promise<ReadonlyMap<PartName, number | null>>;
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
    witness: () => pidsOf(platform),
    break: (parts, fault) =>
      each(parts, async (name) => {
        if (isProxyFault(fault)) return proxies[name].set(fault);
        await breakPart(platform, name, fault);
        // Who is dead refuses connections; the proxy in front must not accept them in its place.
        if (fault === 'killed') await proxies[name].set('refuse');
      }),
    mend: (parts, fault) =>
      each(parts, async (name) => {
        if (!isProxyFault(fault)) await mendPart(platform, name, fault);
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
/** The running shop of this checkout, whose parts speak to each other directly: only the parts themselves can be broken. */
export const attached = async (kind: PlatformKind): Promise<ShopUnderTrial> => asItRuns(await attachedShop(kind));

/** As {@link attached}: there is nothing in front of a container. */
export const underTrialInContainers = (shop: ManagedShop): ShopUnderTrial => asItRuns(shop);

function asItRuns({ platform, forget }: Pick<ManagedShop, 'platform' | 'forget'>): ShopUnderTrial {
  return {
    site: platform.url('web'),
    witness: () => pidsOf(platform),
    break: (parts, fault) => each(parts, (name) => breakPart(platform, name, fault)),
    mend: (parts, fault) => each(parts, (name) => mendPart(platform, name, fault)),
    async forget(broken = []) {
      const forgot = async () => (await forget()).every(({ done }) => done);
      if (broken.length > 0) return forgot();
      // Who has just been mended may be without Redis for a moment.
      if (!(await waitUntil(forgot, { limitMs: forgetLimitMs, everyMs: 500 })))
        throw new Error('the shop does not forget');
      return true;
    },
  };
}

const pidsOf = async (platform: Platform) => new Map((await platform.list()).map(({ name, pid }) => [name, pid]));

/** Done to the part itself. The others are its proxy's. */
async function breakPart(platform: Platform, name: PartName, fault: Fault): Promise<void> {
  if (fault === 'killed') await platform.kill(name);
  if (fault === 'hung') await platform.pause(name);
  if (fault === 'disconnected') await inContainers(platform).disconnect(name);
  if (fault === 'restarted') await platform.stop(name);
}

async function mendPart(platform: Platform, name: PartName, fault: Fault): Promise<void> {
  if (fault === 'killed' || fault === 'restarted') await platform.start(name);
  if (fault === 'hung') await platform.unpause(name);
  if (fault === 'disconnected') await inContainers(platform).connect(name);
}

function inContainers(platform: Platform): DockerPlatform {
  if ('disconnect' in platform) return platform as DockerPlatform;
  throw new Error('only containers can be cut off from their networks');
}

/** The replica is started after its primary, which it asks; nothing else waits for anything. */
async function each(parts: readonly PartName[], act: (name: PartName) => Promise<void>): Promise<void> {
  const others = parts.filter((name) => name !== 'postgres-replica');
  await Promise.all(others.map(act));
  if (parts.includes('postgres-replica')) await act('postgres-replica');
}
