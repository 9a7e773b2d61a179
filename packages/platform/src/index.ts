export { type Docker, dockerCommand } from './docker/docker.ts';
export { type DockerPlatform, type DockerPlatformOptions, dockerPlatform } from './docker/docker-platform.ts';
export { lockHolder, tryLock } from './lock.ts';
export { followLog, tailLog } from './log-file.ts';
export { type Part, type PartName, type PartState, partNames, partStates, parts } from './parts.ts';
export {
  type BreakerVerb,
  breakerVerbs,
  type ManagedShop,
  type OperatorAnswer,
  type OperatorReply,
  type PartStatus,
  type Platform,
  PlatformError,
} from './platform.ts';
export { type ProcessPlatform, type ProcessPlatformOptions, processPlatform } from './processes/process-platform.ts';
export { type ProcessEntry, processEntry, processTable, treeOf } from './processes/process-table.ts';
export type { Command, Recipe, Start } from './processes/recipe.ts';
export { waitUntil } from './wait-until.ts';
