// A disk whose power can be cut: what was not synced is gone, or half there.
import type { FileLayer } from '../../src/outbox/durable-files.ts';

interface OneFile {
  text: string;
  synced: boolean;
}
export interface ForgetfulDisk extends FileLayer {
  /** The power goes. `chance` (0 to 1 each time) decides what of the unsynced survives. */
  cutPower(chance: () => number): void;
  /** The next so many steps that write something fail with ENOSPC. */
  fullFor: number;
}

const failure = (code: string) => Object.assign(new Error(code), { code });

export function forgetfulDisk(): ForgetfulDisk {
  /** As programs see it, and as the disk has it. */
  let seen = new Map<string, OneFile>();
  let durable = new Map<string, OneFile>();
  const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'));
  const spend = () => {
    if (disk.fullFor <= 0) return;
    disk.fullFor -= 1;
    throw failure('ENOSPC');
  };
  const get = (file: string) => {
    const found = seen.get(file);
    if (!found) throw failure('ENOENT');
    return found;
  };
  const disk: ForgetfulDisk = {
    fullFor: 0,
    mkdir: async () => undefined,
    async write(file, text) {
      if (seen.has(file)) throw failure('EEXIST');
      spend();
      const made: OneFile = { text, synced: false };
      seen.set(file, made);
      return {
        sync: async () => {
          spend();
          made.synced = true;
        },
        close: async () => undefined,
      };
    },
    async rename(from, to) {
      seen.set(to, get(from));
      seen.delete(from);
    },
    async syncFolder(folder) {
      spend();
      const others = [...durable].filter(([file]) => folderOf(file) !== folder);
      durable = new Map([...others, ...[...seen].filter(([file]) => folderOf(file) === folder)]);
    },
    read: async (file) => get(file).text,
    list: async (folder) =>
      [...seen.keys()].filter((file) => folderOf(file) === folder).map((file) => file.slice(folder.length + 1)),
    async remove(file) {
      get(file);
      seen.delete(file);
    },
    writtenAt: async () => 0,
    cutPower(chance) {
      // Each change of a folder that was not synced is there or not; a file that was not synced is whole, torn, empty or gone.
      const names = new Set([...seen.keys(), ...durable.keys()]);
      const after = new Map<string, OneFile>();
      for (const name of names) {
        const file = chance() < 0.5 ? durable.get(name) : seen.get(name);
        if (!file) continue;
        const text = file.synced ? file.text : file.text.slice(0, Math.floor(chance() * (file.text.length + 1)));
        after.set(name, { text, synced: true });
      }
      seen = after;
      durable = new Map(after);
    },
  };
  return disk;
}
