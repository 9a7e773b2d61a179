export { seeded } from './load/random.ts';
export { type Visit, type VisitorOptions, visitor } from './load/visitors.ts';
export { managedShop, type PlatformKind, platformKind, platformKinds } from './managed-shop.ts';
