export { lockHolder, tryLock } from './lock.ts';
export { boundLog, followLog, tailLog } from './log-file.ts';
export { type Part, type PartName, type PartState, partNames, partStates, parts } from './parts.ts';
export { type PartStatus, type Platform, PlatformError } from './platform.ts';
export { type ProcessPlatform, type ProcessPlatformOptions, processPlatform } from './process-platform.ts';
export { type ProcessEntry, processEntry, processTable, treeOf } from './process-table.ts';
export type { Command, Recipe, Start } from './recipe.ts';
export { waitUntil } from './wait-until.ts';
