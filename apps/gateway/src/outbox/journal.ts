// The gateway's own journal: the last place where an order can be kept, when neither payment nor Redis takes it. Without the card, so
// that it cannot be charged without the buyer. Read again from the disk each time: what another process, or an earlier life of this one,
// has written counts as well.
import type { OutboxDepth } from '@evenkeel/contracts';
import type { Log } from '@evenkeel/service-kit/telemetry/log';
import { reasonOf } from '@evenkeel/service-kit/telemetry/reason';
import type { DurableFiles } from './durable-files.ts';
import { type Entry, entry, type Found, fingerprintOf } from './entry.ts';

export interface Journal {
  /** Returns when it is on the disk; the first cart of an id counts. @throws when it cannot be kept */
  append(entry: Entry): Promise<Entry>;
  find(id: string): Promise<Found | undefined>;
  /** What is to be handed over, at most so many: of those that are read at a look, the oldest first. */
  due(most: number): Promise<{ readonly name: string; readonly entry: Entry }[]>;
  depth(): Promise<OutboxDepth>;
  /** What was put aside is due again. How many. */
  again(): Promise<number>;
  /** Payment will never take it: put aside, for somebody to look at. */
  refuse(name: string): Promise<void>;
  /** It was handed over. */
  done(name: string): Promise<void>;
}

/** More would not be an emergency but a way of life; each is a file that is read again at every look. */
export const mostInJournal = 5_000;

export class JournalFullError extends Error {
  override readonly name = 'JournalFullError';
  constructor() {
    super(`the journal holds ${mostInJournal} orders already`);
  }
}

const byTime = (a: { readonly entry: Entry }, b: { readonly entry: Entry }) => a.entry.at.localeCompare(b.entry.at);

/** The first stays the first, although gateways have clocks of their own, and one may have leapt since. */
const after = (first: Entry, { at }: Entry): string =>
  at > first.at ? at : new Date(Date.parse(first.at) + 1).toISOString();

/** `ID.FINGERPRINT.json`: the same order again is the same file, another cart under its id another one. */
const nameOf = (kept: Entry): string => `${kept.order.id}.${fingerprintOf(kept)}.json`;

export function journal(files: DurableFiles, log: Log): Journal {
  /** Told once, and not read again by whoever looks what is due: else enough of them would stand in the way of the others. */
  const unreadable = new Set<string>();

  async function read(name: string, isAside = false): Promise<Entry | undefined> {
    const text = await (isAside ? files.readAside(name) : files.read(name));
    if (text === undefined) return undefined;
    try {
      return entry.parse(JSON.parse(text));
    } catch (error) {
      // Not ours, or of a disk that forgets: it is left for somebody to look at, and never served.
      if (!unreadable.has(name))
        log.error({ file: name, reason: reasonOf(error) }, 'a file of the journal cannot be read');
      if (unreadable.size < mostInJournal) unreadable.add(name);
      return undefined;
    }
  }
  async function all(names: readonly string[], isAside = false) {
    const found = await Promise.all(names.map(async (name) => ({ name, entry: await read(name, isAside) })));
    return found.flatMap(({ name, entry: kept }) => (kept ? [{ name, entry: kept, isAside }] : [])).sort(byTime);
  }
  /** All carts of a checkout. */
  async function of(id: string, waiting: readonly string[]) {
    const ofIt = (names: readonly string[]) => names.filter((name) => name.startsWith(`${id}.`));
    const [due, aside] = await Promise.all([
      all(ofIt(waiting)),
      files.listAside().then((names) => all(ofIt(names), true)),
    ]);
    return [...due, ...aside].sort(byTime);
  }

  return {
    async append(kept) {
      const names = await files.list();
      const [first] = await of(kept.order.id, names);
      if (first && fingerprintOf(first.entry) === fingerprintOf(kept)) return first.entry;
      if (first && first.entry.order.visitor !== kept.order.visitor) return first.entry; // Somebody else's.
      if (names.length >= mostInJournal) throw new JournalFullError();
      await files.keep(nameOf(kept), JSON.stringify(first ? { ...kept, at: after(first.entry, kept) } : kept));
      return first?.entry ?? kept;
    },
    async find(id) {
      const [first, ...others] = await of(id, await files.list());
      return (
        first && { entry: first.entry, hasOthers: others.length > 0, isAside: first.isAside, mayBeHandedOver: false }
      );
    },
    async due(most) {
      const names = (await files.list()).filter((name) => !unreadable.has(name));
      return (await all(names.slice(0, 2 * most))).slice(0, most);
    },
    refuse: (name) => files.setAside(name),
    async depth() {
      const [waiting, refused] = await Promise.all([files.list(), files.listAside()]);
      return { waiting: waiting.length, refused: refused.length };
    },
    async again() {
      const names = await files.listAside();
      for (const name of names) await files.takeBack(name);
      return names.length;
    },
    done: async (name) => void (await files.remove(name)),
  };
}
