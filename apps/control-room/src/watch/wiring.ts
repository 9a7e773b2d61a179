// Who calls whom, and which of a caller's dependencies go over which wire: the one table of the map.
import type { PartName } from '@evenkeel/platform';

export interface Wire {
  readonly from: PartName;
  readonly to: PartName;
  /** Of the names that the caller gives its dependencies. */
  readonly carries: (dependency: string) => boolean;
}

/** The name itself, or one of its purposes: `product` is the beginning of `product.price`. */
const named =
  (...names: readonly string[]) =>
  (dependency: string): boolean =>
    !isBackground(dependency) && names.some((name) => dependency === name || dependency.startsWith(`${name}.`));

/**
 * What goes on with nobody in the shop: looks whether a server lives, what a service asks itself, the poll of the queue. Shown as traffic
 * it would make a wire look alive that no visitor uses.
 */
const background = new Set([
  'postgres',
  'postgres-replica',
  'postgres-catalogue',
  'postgres-catalogue-replica',
  'postgres-orders',
]);
const isBackground = (dependency: string): boolean =>
  background.has(dependency) || dependency.endsWith('.rest') || dependency === 'postgres-orders.queue';

const primary = named('postgres', 'postgres-catalogue', 'postgres-orders', 'postgres-counts');
const replica = named('postgres-replica', 'postgres-catalogue-replica');

export const wires: readonly Wire[] = [
  { from: 'web', to: 'gateway', carries: named('gateway', 'gateway-buying', 'gateway-aside') },
  { from: 'gateway', to: 'product', carries: named('product') },
  { from: 'gateway', to: 'review', carries: named('review') },
  { from: 'gateway', to: 'recommendation', carries: named('recommendation') },
  { from: 'gateway', to: 'search', carries: named('search') },
  { from: 'gateway', to: 'payment', carries: named('payment') },
  { from: 'gateway', to: 'redis', carries: named('redis') },
  { from: 'product', to: 'postgres-replica', carries: replica },
  { from: 'product', to: 'postgres', carries: primary },
  { from: 'review', to: 'postgres-replica', carries: replica },
  { from: 'review', to: 'postgres', carries: primary },
  { from: 'recommendation', to: 'postgres-replica', carries: replica },
  { from: 'recommendation', to: 'postgres', carries: primary },
  { from: 'recommendation', to: 'redis', carries: named('redis') },
  { from: 'search', to: 'elasticsearch', carries: named('elasticsearch') },
  { from: 'search', to: 'postgres-replica', carries: replica },
  { from: 'search', to: 'postgres', carries: primary },
  { from: 'search', to: 'redis', carries: named('redis') },
  { from: 'payment', to: 'postgres', carries: primary },
  { from: 'payment', to: 'bank', carries: named('bank') },
];

/** Who is asked for metrics. */
export const callers: readonly PartName[] = [...new Set(wires.map(({ from }) => from))];
