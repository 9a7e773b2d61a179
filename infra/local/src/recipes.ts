// How each part of the shop is run on this machine.

import path from 'node:path';
import type { PartName, Recipe } from '@evenkeel/platform';
import { buildWeb } from './build-web.ts';
import { nodeRecipe } from './node-service.ts';
import { type Program, partSettings, portOf } from './part-settings.ts';
import { primaryRecipe } from './postgres/primary.ts';
import { replicaRecipe } from './postgres/replica.ts';
import { redisRecipe } from './redis/redis.ts';
import { loadSecrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** Makes the secrets of the shop if it has none yet. */
export function recipes(settings: Settings): Record<PartName, Recipe> {
  const { root, stateDir, toolsDir, portOffset } = settings;
  const secrets = loadSecrets(stateDir);
  const env = partSettings(settings, secrets);
  const port = (name: PartName) => portOf(name, portOffset);
  const service = (name: Program) =>
    nodeRecipe({
      folder: settings.folders?.[name] ?? path.join(root, 'apps', name),
      script: ['src/main.ts'],
      port: port(name),
      env: env[name],
    });

  return {
    postgres: primaryRecipe({ stateDir, port: port('postgres'), secrets }),
    'postgres-replica': replicaRecipe({
      stateDir,
      port: port('postgres-replica'),
      primaryPort: port('postgres'),
      secrets,
    }),
    redis: redisRecipe({ stateDir, toolsDir, port: port('redis'), password: secrets.redis }),
    product: service('product'),
    review: service('review'),
    recommendation: service('recommendation'),
    gateway: service('gateway'),
    web: nodeRecipe({
      folder: path.join(root, 'apps/web'),
      script: ['node_modules/next/dist/bin/next', 'start', '-p', String(port('web')), '-H', '127.0.0.1'],
      port: port('web'),
      env: env.web,
      // Pages of many visitors at once are rendered here: with 192 MB, 500 at a time were too many.
      heapMb: 384,
      prepare: (start) => buildWeb(root, start),
    }),
  };
}
