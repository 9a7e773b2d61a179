import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the test's own, with a space in its path, gone at the end. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'evenkeel platform-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
