export { portOf } from './addresses.ts';
export { freeOffset } from './ports.ts';
export { readSettings, SettingError, type Settings } from './settings.ts';
export { type LocalShop, type LocalShopOptions, localShop } from './shop.ts';
export { type Shop, type StartShopOptions, startShop } from './start-shop.ts';
