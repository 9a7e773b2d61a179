export { seeded } from './load/random.ts';
export { managedShop, type PlatformKind, platformKind, platformKinds } from './managed-shop.ts';
