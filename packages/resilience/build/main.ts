// `pnpm --filter @evenkeel/resilience run pack`: builds the package into dist/, packs it, and says where the file is.
import { fileURLToPath } from 'node:url';
import { buildPackage } from './build.ts';
import { packInto } from './pack.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

await buildPackage(dist);
console.log(await packInto(dist, dist));
