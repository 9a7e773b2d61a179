// Ports: is one free, who holds it, and where is room for a whole shop.

import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { type PartName, type PartStatus, PlatformError, parts } from '@evenkeel/platform';

/** Throws when a part that is to start would find its port taken; names part, port, holder and the way out. */
export async function assertPortsFree(toStart: readonly PartStatus[]): Promise<void> {
  const lines: string[] = [];
  for (const { name, port } of toStart)
    if (port !== null && !(await isFree(port)))
      lines.push(`${name} needs port ${port}, which ${holderOf(port)} holds.`);
  if (lines.length === 0) return;
  throw new PlatformError([...lines, 'Free it, or move the whole shop: SHOP_PORT_OFFSET=200 npm start'].join('\n'));
}

/** From here on systems hand out ports by themselves. */
const firstOwnPort = 32_768;

/** An offset at which these parts find all ports free, below those that systems hand out. */
export async function freeOffset(names: readonly PartName[]): Promise<number> {
  const ports = parts.filter((part) => names.includes(part.name)).map((part) => part.port);
  const room = firstOwnPort - 10_000 - Math.max(...ports);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const offset = 10_000 + Math.floor(Math.random() * room);
    const free = await Promise.all(ports.map((port) => isFree(port + offset)));
    if (free.every(Boolean)) return offset;
  }
  throw new PlatformError('No room for a shop: all port offsets that were tried are taken.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** `node (process 123)` where the machine has a tool that tells; tools see other users' processes only as root. */
function holderOf(port: number): string {
  const tools: [file: string, args: string[], pattern: RegExp][] = [
    ['lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], /^p(?<pid>\d+)\nc(?<command>.+)$/m],
    ['ss', ['-Hltnp', `sport = :${port}`], /users:\(\("(?<command>[^"]+)",pid=(?<pid>\d+)/],
  ];
  for (const [file, args, pattern] of tools) {
    const found = pattern.exec(outputOf(file, args))?.groups;
    if (found) return `${programOf(Number(found.pid)) ?? found.command} (process ${found.pid})`;
  }
  return 'another program';
}

/** The tools tell the name of a thread, which for Node says nothing. */
function programOf(pid: number): string | undefined {
  try {
    return path.basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return undefined; // Not Linux, or another user's process.
  }
}

function outputOf(file: string, args: string[]): string {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 5_000 });
  } catch {
    return ''; // The tool is not there, or found nothing.
  }
}
