// Every part of the shop: its name, port and what it is. Read by the launcher, the matrix and the docs.

export interface Part {
  readonly name: PartName;
  /** Port on 127.0.0.1 before `SHOP_PORT_OFFSET` is added. */
  readonly port: number;
  readonly kind: 'store' | 'service' | 'front';
}

export const partNames = [
  'postgres',
  'postgres-replica',
  'redis',
  'elasticsearch',
  'product',
  'review',
  'recommendation',
  'search',
  'payment',
  'bank',
  'gateway',
  'naive-gateway',
  'web',
] as const;
export type PartName = (typeof partNames)[number];

/** In the order of a first start; after that every part starts in any order. */
export const parts: readonly Part[] = [
  { name: 'postgres', port: 5440, kind: 'store' },
  { name: 'postgres-replica', port: 5441, kind: 'store' },
  { name: 'redis', port: 6390, kind: 'store' },
  { name: 'elasticsearch', port: 9210, kind: 'store' },
  { name: 'product', port: 4001, kind: 'service' },
  { name: 'review', port: 4002, kind: 'service' },
  { name: 'recommendation', port: 4003, kind: 'service' },
  { name: 'search', port: 4004, kind: 'service' },
  { name: 'payment', port: 4005, kind: 'service' },
  // The outside world, simulated: nobody but payment knows it.
  { name: 'bank', port: 4006, kind: 'service' },
  { name: 'gateway', port: 4000, kind: 'service' },
  { name: 'naive-gateway', port: 4090, kind: 'service' },
  { name: 'web', port: 3000, kind: 'front' },
];

export const partStates = ['running', 'paused', 'stopped', 'killed', 'crashed', 'starting', 'absent'] as const;
export type PartState = (typeof partStates)[number];
