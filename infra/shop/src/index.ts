export { managedShop, type PlatformKind, platformKind, platformKinds } from './managed-shop.ts';
