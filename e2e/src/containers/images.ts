import type { Docker } from '@evenkeel/platform';
import { project } from './trial-composition.ts';

/** Largest size beyond the base image, in MB. */
export const limitsMb = { service: 25, web: 60 } as const;
export const base = 'node:24-bookworm-slim';
/** As Compose names what it builds for the composition under trial. */
export const imageOf = (name: string): string => `${project}-${name}`;
export const imagesOfServices = [
  ...['product', 'review', 'recommendation', 'search', 'payment', 'bank', 'gateway', 'naive-gateway'],
].map(imageOf);
export const images = [...imagesOfServices, imageOf('web'), imageOf('postgres')];

/** In MB. */
export const sizeOf = async (docker: Docker, image: string): Promise<number> =>
  Number(await docker.run(['image', 'inspect', '--format', '{{.Size}}', image])) / 1e6;
