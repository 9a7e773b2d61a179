// The token of the printed address. The same for as long as the shop has its folder: a page that is open finds back by itself when the control
// room was started anew.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export function tokenIn(stateDir: string): string {
  const file = path.join(stateDir, 'control-room.token');
  try {
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
