// A whole shop whose parts reach each other, and whose visitors reach it, through fault proxies.
import { freeOffset, portOf, type Shop, type StartShopOptions } from '@evenkeel/local';
import { type PartName, partNames, parts } from '@evenkeel/platform';
import { ownShop, type TrialShop } from '../own-shop.ts';
import type { Protocol } from './broken-answers.ts';
import { type FaultProxy, faultProxy } from './fault-proxy.ts';

export type Proxies = Readonly<Record<PartName, FaultProxy>>;
export type ProxiedShop = Shop & TrialShop & { readonly stateDir: string; readonly proxies: Proxies };

/** Starts it on free ports; `stop` takes the shop and the proxies down. */
export async function proxiedShop(
  log: (line: string) => void,
  options: Pick<StartShopOptions, 'folders'> = {},
): Promise<ProxiedShop> {
  const portOffset = await freeOffset(partNames);
  const proxies = await proxiesOf(portOffset);
  const close = () => Promise.all(partNames.map((name) => proxies[name].close()));
  try {
    const shop = await ownShop(log, { ...options, portOffset, reachedThrough: portsOf(proxies) });
    return { ...shop, proxies, stop: () => shop.stop().finally(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function proxiesOf(portOffset: number): Promise<Proxies> {
  const pairs = partNames.map(async (name) => {
    const options = { targetPort: portOf(name, portOffset), protocol: protocolOf(name) };
    return [name, await faultProxy(options)] as const;
  });
  // One pair per name: nothing is missing.
  return Object.fromEntries(await Promise.all(pairs)) as Record<PartName, FaultProxy>;
}

const portsOf = (proxies: Proxies) => Object.fromEntries(partNames.map((name) => [name, proxies[name].port]));

const protocolOf = (name: PartName): Protocol =>
  parts.some((part) => part.name === name && part.kind === 'store') && name !== 'elasticsearch' ? 'bytes' : 'http';
