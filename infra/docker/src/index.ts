export { type DockerShop, type DockerShopOptions, dockerShop } from './docker-shop.ts';
