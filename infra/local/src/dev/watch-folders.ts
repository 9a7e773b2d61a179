// Tells when a source file changes. Each folder is watched by itself: Node's own recursive watch loses a file on Linux as
// soon as an editor saves it the safe way, by renaming a new file over the old one (seen with Node 24).

import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import path from 'node:path';

export interface FolderWatch {
  close(): void;
}

const sources = /\.(ts|mjs|js|json|sql)$/;

/** Calls back with the path of each source file below the folders that is written, made, renamed or deleted, new folders included. */
export function watchFolders(folders: Iterable<string>, changed: (file: string) => void): FolderWatch {
  const watches = new Map<string, FSWatcher>();

  function add(folder: string): void {
    if (watches.has(folder)) return;
    const one = watch(folder, (_event, name) => {
      if (name === null) return;
      const entry = path.join(folder, name);
      if (sources.test(name)) changed(entry);
      else if (!watches.has(entry) && isFolder(entry)) {
        addAll(entry);
        changed(entry); // What was written into it before it was watched is not told of by itself.
      }
    });
    // A folder that is deleted ends its watch, on some systems with an error.
    one.on('error', () => one.close());
    one.on('close', () => watches.delete(folder));
    watches.set(folder, one);
  }

  function addAll(folder: string): void {
    try {
      for (const found of foldersIn(folder)) add(found);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // Gone again before it was watched.
    }
  }

  for (const folder of folders) if (isFolder(folder)) addAll(folder);
  return {
    close() {
      for (const one of [...watches.values()]) one.close();
    },
  };
}

const isFolder = (entry: string) => statSync(entry, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** The folder itself and all below it. */
function foldersIn(folder: string): string[] {
  const below = readdirSync(folder, { withFileTypes: true });
  const folders = below.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules');
  return [folder, ...folders.flatMap((entry) => foldersIn(path.join(folder, entry.name)))];
}
