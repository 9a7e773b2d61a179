export { portOf } from './addresses.ts';
export { type Program, partSettings } from './part-settings.ts';
export { freeOffset } from './ports.ts';
export { postgresParameters } from './postgres/server-command.ts';
export { redisPolicy } from './redis/redis.ts';
export { databases, readers, type Secrets } from './secrets.ts';
export { readSettings, SettingError, type Settings } from './settings.ts';
export { type LocalShop, type LocalShopOptions, localShop } from './shop.ts';
export { type Shop, type StartShopOptions, startShop } from './start-shop.ts';
