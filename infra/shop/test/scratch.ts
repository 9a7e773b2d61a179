import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new folder that every user may enter. The path has a space in it, as a checkout's may have. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'evenkeel shop-'));
  chmodSync(folder, 0o755);
  return folder;
}
