// Finds a Chromium: one that is named, Playwright's own, the system's, else the one that npm brings (Linux, x64).

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium as playwright } from '@playwright/test';

export interface ChromiumLaunch {
  readonly executablePath: string;
  readonly args: string[];
}

const systemPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Chromium looks things up on the internet at every start unless told not to; a sandbox needs more than CI gives. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * What to launch.
 * @throws Error that says what to install when there is none
 */
export function chromium(): ChromiumLaunch {
  const named = process.env.CHROMIUM_PATH;
  const found = [...(named ? [named] : [playwright.executablePath(), ...systemPlaces])].find((file) =>
    existsSync(file),
  );
  if (found) return { executablePath: found, args: quiet };
  if (process.platform === 'linux' && process.arch === 'x64' && !named) return packaged();
  throw new Error(
    'No Chromium found. Install one (Debian: apt-get install chromium; macOS: Google Chrome; anywhere: npx playwright install chromium) ' +
      'or name it in CHROMIUM_PATH.',
  );
}

/** @sparticuz/chromium unpacks its binary when asked for its path, which it only does asynchronously: in a process of its own. */
function packaged(): ChromiumLaunch {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const program = `import chromium from ${JSON.stringify(entry)}; console.log(await chromium.executablePath())`;
  const executablePath = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    cwd: path.dirname(entry),
  }).trim();
  return { executablePath, args: [...quiet, '--headless=shell', '--single-process', '--no-zygote'] };
}
