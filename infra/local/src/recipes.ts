// How each part of the shop is run on this machine.

import type { PartName, Recipe, Start } from '@evenkeel/platform';
import { addressesOf } from './addresses.ts';
import { buildWeb } from './build-web.ts';
import { elsewhereRecipe } from './elsewhere.ts';
import { type NodeServiceOptions, nodeRecipe } from './node-service.ts';
import { type Program, partSettings } from './part-settings.ts';
import { primaryRecipe } from './postgres/primary.ts';
import { replicaRecipe } from './postgres/replica.ts';
import { programFolder } from './program-folder.ts';
import { redisRecipe } from './redis/redis.ts';
import { loadSecrets } from './secrets.ts';
import type { Settings } from './settings.ts';

const nextProgram = 'node_modules/next/dist/bin/next';

/** Makes the secrets of the shop if it has none yet. */
export function recipes(settings: Settings): Record<PartName, Recipe> {
  const { root, stateDir, toolsDir, elsewhere, development } = settings;
  const secrets = loadSecrets(stateDir);
  const env = partSettings(settings, secrets);
  const { port } = addressesOf(settings);
  const service = (name: Program, other: Partial<NodeServiceOptions> = {}) =>
    nodeRecipe({
      folder: programFolder(settings, name),
      script: ['src/main.ts'],
      port: port(name),
      env: { ...env[name], ...settings.env?.[name] },
      ...other,
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
    elasticsearch: elsewhere?.elasticsearch
      ? elsewhereRecipe('elasticsearch', elsewhere.elasticsearch)
      : // It speaks Elasticsearch's own language, which has no /health/live.
        service('elasticsearch', { livePath: '/', readyPath: '/' }),
    product: service('product'),
    review: service('review'),
    recommendation: service('recommendation'),
    search: service('search'),
    payment: service('payment'),
    bank: service('bank'),
    gateway: service('gateway'),
    'naive-gateway': service('naive-gateway'),
    web: service('web', {
      readyPath: '/health/live', // It asks nobody before it can answer.
      script: [nextProgram, development ? 'dev' : 'start', '-p', String(port('web')), '-H', '127.0.0.1'],
      // Pages of many visitors at once are rendered here: with 192 MB, 500 at a time were too many. Building takes more.
      heapMb: development ? 2_048 : 384,
      ...(!development && { prepare: (start: Start) => buildWeb(root, start) }),
    }),
  };
}
