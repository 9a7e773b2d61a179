import type { Docker } from '@evenkeel/platform';

/** Largest size beyond the base image, in MB. */
export const limitsMb = { service: 25, web: 60 } as const;
export const base = 'node:24-bookworm-slim';
export const imageOf = (name: string): string => `evenkeel/${name}`;
export const imagesOfServices = ['product', 'review', 'recommendation', 'search', 'gateway', 'naive-gateway'].map(
  imageOf,
);
export const images = [...imagesOfServices, imageOf('web'), imageOf('postgres')];

/** In MB. */
export const sizeOf = async (docker: Docker, image: string): Promise<number> =>
  Number(await docker.run(['image', 'inspect', '--format', '{{.Size}}', image])) / 1e6;
