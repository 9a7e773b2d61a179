import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettings, type Settings } from '../src/settings.ts';

/** Settings of a shop of the test's own. The path has a space in it, as a checkout's may have. */
export function scratchSettings(portOffset = 0): Settings {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'evenkeel shop-'));
  chmodSync(stateDir, 0o755);
  return { ...readSettings({}), stateDir, portOffset };
}
