// Files that are there after a power cut once they have been acknowledged. One folder, one file for each thing that is kept, as Maildir
// does it: written aside, synced, renamed, the folder synced. A name is whole or not there; nothing is ever torn, and nothing is
// compacted. Several processes may share the folder.
import { randomUUID } from 'node:crypto';
import { constants, type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { crashPoint } from '@evenkeel/service-kit/crash-point';

/** What is needed of a file system; tests bring one that forgets what was not synced. */
export interface FileLayer {
  mkdir(folder: string): Promise<void>;
  /** A new file with this text, not synced. @throws EEXIST */
  write(file: string, text: string): Promise<Pick<FileHandle, 'sync' | 'close'>>;
  rename(from: string, to: string): Promise<void>;
  syncFolder(folder: string): Promise<void>;
  read(file: string): Promise<string>;
  list(folder: string): Promise<string[]>;
  remove(file: string): Promise<void>;
  /** When it was written last, ms since 1970. */
  writtenAt(file: string): Promise<number>;
}

export interface DurableFiles {
  /** Returns when it is on the disk. A name that is there already is left as it is. @throws what the file system says */
  keep(name: string, text: string): Promise<void>;
  /** Makes an empty file, and does not wait for the disk. False when it was there. @throws what the file system says */
  touch(name: string): Promise<boolean>;
  read(name: string): Promise<string | undefined>;
  list(): Promise<string[]>;
  /** Away for good; false when somebody else was faster. */
  remove(name: string): Promise<boolean>;
  /** Does not wait for the disk. Nothing, when somebody else was faster. */
  rename(from: string, to: string): Promise<void>;
  /** Under a name that is not listed any more. */
  setAside(name: string): Promise<void>;
  /** The names of what was set aside. */
  listAside(): Promise<string[]>;
  readAside(name: string): Promise<string | undefined>;
  /** Under its name again. */
  takeBack(name: string): Promise<void>;
  /** As {@link list}, what was written first first. */
  byAge(): Promise<string[]>;
}

/** Begins the names of what is not whole yet, or was never finished. */
const unfinished = '.new-';
const aside = '.aside-';

/** The files of `folder`, which is made if it is not there. Names must be plain. */
export function durableFiles(folder: string, layer: FileLayer = disk): DurableFiles {
  const at = (name: string) => path.join(folder, name);
  let made: Promise<void> | undefined;
  const ready = () => {
    made ??= layer.mkdir(folder).catch((error: unknown) => {
      made = undefined; // The disk may be there next time.
      throw error;
    });
    return made;
  };

  const textOf = (file: string) =>
    layer.read(file).catch((error: unknown) => {
      isMissing(error);
      return undefined;
    });

  return {
    async keep(name, text) {
      await ready();
      const notYet = at(`${unfinished}${randomUUID()}`);
      try {
        const file = await layer.write(notYet, text);
        crashPoint('journal.before-sync');
        await file.sync().finally(() => file.close());
        await layer.rename(notYet, at(name));
      } catch (error) {
        await layer.remove(notYet).catch(isMissing);
        throw error;
      }
      await layer.syncFolder(folder);
      crashPoint('journal.after-sync');
    },
    async touch(name) {
      await ready();
      try {
        await (await layer.write(at(name), '')).close();
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      }
    },
    read: (name) => textOf(at(name)),
    readAside: (name) => textOf(at(`${aside}${name}`)),
    async list() {
      await ready();
      return (await layer.list(folder)).filter((name) => !name.startsWith('.'));
    },
    async remove(name) {
      try {
        await layer.remove(at(name));
        return true;
      } catch (error) {
        isMissing(error);
        return false;
      }
    },
    rename: (from, to) => layer.rename(at(from), at(to)).catch(isMissing),
    setAside: (name) => layer.rename(at(name), at(`${aside}${name}`)),
    async listAside() {
      await ready();
      return (await layer.list(folder))
        .filter((name) => name.startsWith(aside))
        .map((name) => name.slice(aside.length));
    },
    takeBack: (name) => layer.rename(at(`${aside}${name}`), at(name)).catch(isMissing),
    async byAge() {
      const names = await this.list();
      // Somebody else may have removed it meanwhile: then its place does not matter.
      const dated = await Promise.all(
        names.map(async (name) => ({ name, at: await layer.writtenAt(at(name)).catch(() => 0) })),
      );
      return dated.sort((a, b) => a.at - b.at).map(({ name }) => name);
    },
  };
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** @throws all but "there is no such file" */
function isMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

const forNew = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

export const disk: FileLayer = {
  mkdir: async (folder) => void (await mkdir(folder, { recursive: true, mode: 0o700 })),
  async write(file, text) {
    const handle = await open(file, forNew, 0o600);
    try {
      await handle.writeFile(text);
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  },
  rename,
  async syncFolder(folder) {
    const handle = await open(folder, constants.O_RDONLY);
    await handle.sync().finally(() => handle.close());
  },
  read: (file) => readFile(file, 'utf8'),
  list: (folder) => readdir(folder),
  remove: unlink,
  writtenAt: async (file) => (await stat(file)).mtimeMs,
};
