// The journal on a disk that forgets and is full, and on a real one. What was acknowledged is there, and nothing torn is served.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { durableFiles } from '../../src/outbox/durable-files.ts';
import { type Entry, entry } from '../../src/outbox/entry.ts';
import { JournalFullError, journal, mostInJournal } from '../../src/outbox/journal.ts';
import { triesIn } from '../../src/outbox/tries.ts';
import { anEntry } from './entries.ts';
import { forgetfulDisk } from './forgetful-disk.ts';

const log = createLog('gateway', 'silent');
const numRuns = Number(process.env.PROPERTY_RUNS ?? 300);
const withoutCard = (more: Parameters<typeof anEntry>[0] = {}) => anEntry({ card: null, ...more });
const idsOf = (found: readonly { entry: Entry }[]) => found.map(({ entry: { order } }) => order.id).sort();

function realFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('whatever the power leaves, what was acknowledged is there once, whole, and nothing torn is served', async () => {
  const step = fc.record({
    what: fc.constantFrom('append', 'append', 'again', 'hand over', 'cut', 'full'),
    which: fc.nat(20),
    chances: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 5, maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const disk = forgetfulDisk();
      const kept = () => journal(durableFiles('/journal', disk), log);
      const acknowledged = new Map<string, Entry>();
      const tried = new Map<string, Entry>();
      const handedOver = new Set<string>();
      for (const { what, which, chances } of steps) {
        const known = [...tried.values()][which % Math.max(1, tried.size)];
        if (what === 'append' || (what === 'again' && known)) {
          const wanted = what === 'again' && known ? known : withoutCard();
          tried.set(wanted.order.id, wanted);
          const done = await kept()
            .append(wanted)
            .then(
              () => true,
              () => false,
            );
          if (done) acknowledged.set(wanted.order.id, wanted);
          if (done) handedOver.delete(wanted.order.id);
        }
        if (what === 'hand over')
          for (const {
            name,
            entry: { order },
          } of await kept().due(3)) {
            await kept().done(name);
            handedOver.add(order.id);
          }
        if (what === 'full') disk.fullFor = 1 + (which % 3);
        let next = 0;
        if (what === 'cut') disk.cutPower(() => chances[next++ % chances.length] ?? 0);
      }
      disk.fullFor = 0;
      const due = await kept().due(1_000);
      for (const { entry: found } of due) expect(found).toEqual(tried.get(found.order.id));
      expect(new Set(idsOf(due)).size).toBe(due.length);
      // What was handed over may be handed over once more, when the power went before the disk knew of it.
      for (const id of acknowledged.keys()) if (!handedOver.has(id)) expect(idsOf(due)).toContain(id);
    }),
    { numRuns },
  );
}, 120_000);

test('on a full disk nothing is acknowledged and nothing is left over; with room it goes on', async () => {
  for (let failing = 1; failing <= 3; failing += 1) {
    const disk = forgetfulDisk();
    const kept = journal(durableFiles('/journal', disk), log);
    disk.fullFor = failing;
    for (let count = 0; count < failing; count += 1) await expect(kept.append(withoutCard())).rejects.toThrow('ENOSPC');
    const wanted = withoutCard();
    await kept.append(wanted);
    expect(idsOf(await kept.due(10))).toContain(wanted.order.id);
  }
});

test('the first cart of a checkout counts, the same again is the same, and both carts are handed over', async () => {
  const kept = journal(durableFiles(realFolder()), log);
  const first = withoutCard();
  const other = withoutCard({ id: first.order.id, visitor: first.order.visitor, quantity: 5 });
  expect(await kept.append(first)).toEqual(first);
  expect(await kept.append({ ...first, at: other.at, certain: false })).toEqual(first);
  expect(await kept.append(other)).toEqual(first);
  expect(await kept.find(first.order.id)).toEqual({
    entry: first,
    hasOthers: true,
    isAside: false,
    mayBeHandedOver: false,
  });
  expect((await kept.due(10)).map((one) => one.entry)).toEqual([first, other]);
});

test('the first cart of a checkout stays the first, whatever a clock has shown when it came', async () => {
  const kept = journal(durableFiles(realFolder(), undefined), log);
  const first = withoutCard({ at: '2030-01-01T00:00:00.000Z' });
  const { id, visitor } = first.order;
  const other = withoutCard({ id, visitor, quantity: 3, at: '2026-01-01T00:00:00.000Z' });
  await kept.append(first);
  expect(await kept.append(other)).toEqual(first);
  expect((await kept.find(id))?.entry).toEqual(first);
  expect((await kept.due(9)).map(({ entry: { order } }) => order.lines[0]?.quantity)).toEqual([2, 3]);
});

test('what another process wrote is found, and what it has handed over is gone', async () => {
  const folder = realFolder();
  const [one, other] = [journal(durableFiles(folder), log), journal(durableFiles(folder), log)];
  const order = await one.append(withoutCard());
  expect(await other.find(order.order.id)).toEqual({
    entry: order,
    hasOthers: false,
    isAside: false,
    mayBeHandedOver: false,
  });
  const [due] = await other.due(10);
  await other.done(due?.name ?? '');
  await one.done(due?.name ?? ''); // It was being handed over here, too.
  expect(await one.due(10)).toEqual([]);
});

test('the oldest is handed over first', async () => {
  const kept = journal(durableFiles(realFolder()), log);
  const entries = [withoutCard(), withoutCard(), withoutCard()];
  for (const one of [...entries].reverse()) await kept.append(one);
  expect((await kept.due(2)).map((one) => one.entry)).toEqual(entries.slice(0, 2));
});

test('what is none of ours is left alone and never served', async () => {
  const folder = realFolder();
  const kept = journal(durableFiles(folder), log);
  const id = randomUUID();
  writeFileSync(path.join(folder, `${id}.0.json`), '{"order":');
  writeFileSync(path.join(folder, `${id}.1.json`), '{"order":{"id":"x"}}');
  expect(await kept.find(id)).toBeUndefined();
  expect(await kept.due(10)).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('files that cannot be read stand in nobody’s way, however many they are', async () => {
  const folder = realFolder();
  const kept = journal(durableFiles(folder), log);
  for (let count = 0; count < 60; count += 1) writeFileSync(path.join(folder, `0${count}.json`), 'torn');
  const wanted = withoutCard({ id: 'ffffffff-0000-4000-8000-000000000001' });
  await kept.append(wanted);
  const seen = new Set<string>();
  for (let look = 0; look < 31; look += 1) for (const id of idsOf(await kept.due(1))) seen.add(id);
  expect([...seen]).toEqual([wanted.order.id]);
});

test('what payment will never take is put aside, and blocks nobody', async () => {
  const folder = realFolder();
  const kept = journal(durableFiles(folder), log);
  await kept.append(withoutCard());
  const [due] = await kept.due(1);
  await kept.refuse(due?.name ?? '');
  expect(await kept.due(10)).toEqual([]);
  expect(readdirSync(folder)).toEqual([`.aside-${due?.name}`]);
});

test('it has a bound', async () => {
  const folder = realFolder();
  for (let count = 0; count < mostInJournal; count += 1) writeFileSync(path.join(folder, `${count}.json`), '');
  const kept = journal(durableFiles(folder), log);
  await expect(kept.append(withoutCard())).rejects.toThrow(JournalFullError);
});

test('only the owner of the process may read it', async () => {
  const folder = path.join(realFolder(), 'orders');
  const kept = journal(durableFiles(folder), log);
  await kept.append(withoutCard());
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(folder, readdirSync(folder)[0] ?? '')).mode & 0o777).toBe(0o600);
});

test('no entry of the journal can hold a card unless it says so', () => {
  expect(entry.safeParse({ ...anEntry(), card: undefined }).success).toBe(false);
});

const triesOn = (folder: string, elapsed?: () => number) =>
  triesIn((shard) => durableFiles(path.join(folder, shard)), elapsed);

test('how far the tries of a checkout have got is known across processes', async () => {
  const folder = realFolder();
  const [one, other] = [triesOn(folder), triesOn(folder)];
  const id = randomUUID();
  expect(await one.reached(id)).toEqual({ payment: false, stream: false });
  const first = await one.begin(id);
  expect(await other.reached(id)).toEqual({ payment: true, stream: false });
  await first.toStream();
  expect(await other.reached(id)).toEqual({ payment: false, stream: true });
  const second = await other.begin(id);
  expect(await one.reached(id)).toEqual({ payment: true, stream: true });
  await second.drop();
  expect(await one.reached(id)).toEqual({ payment: false, stream: true });
  const takeBack = await other.handingOver(id);
  expect(await one.reached(id)).toEqual({ payment: true, stream: false });
  await takeBack();
  expect(await one.reached(id)).toEqual({ payment: false, stream: true });
  expect(await one.reached(randomUUID())).toEqual({ payment: false, stream: false });
});

test('a try that a full disk did not note is remembered as long as the process lives', async () => {
  const disk = forgetfulDisk();
  const tries = triesIn((shard) => durableFiles(`/tries/${shard}`, disk));
  const id = randomUUID();
  disk.fullFor = 1;
  expect((await tries.begin(id)).noted).toBe(false);
  expect(await tries.reached(id)).toEqual({ payment: true, stream: false });
  expect(await tries.reached(randomUUID())).toEqual({ payment: false, stream: false });
});

test('another card is a try of its own, which counts for the checkout, too', async () => {
  const tries = triesOn(realFolder());
  const id = randomUUID();
  const card = await tries.begin(id, 'card');
  expect([await tries.isCardOpen(id), (await tries.reached(id)).payment]).toEqual([true, true]);
  await card.answered();
  expect([await tries.isCardOpen(id), (await tries.reached(id)).payment]).toEqual([false, true]);
});

test('a stranger’s order under the id of another is not kept', async () => {
  const kept = journal(durableFiles(realFolder()), log);
  const first = withoutCard();
  await kept.append(first);
  expect(await kept.append(withoutCard({ id: first.order.id }))).toEqual(first);
  expect(await kept.due(10)).toHaveLength(1);
});

test('a try is forgotten when the process has known it for two days, whatever its date says', async () => {
  const folder = realFolder();
  let now = 0;
  const tries = triesOn(folder, () => now);
  const id = randomUUID();
  await tries.begin(id);
  const shard = path.join(folder, id.slice(0, 2));
  for (const name of readdirSync(shard)) utimesSync(path.join(shard, name), 0, 0);
  await tries.sweep();
  now = 47 * 3_600_000;
  await tries.sweep();
  expect((await tries.reached(id)).payment).toBe(true);
  now = 49 * 3_600_000;
  await tries.sweep();
  expect((await tries.reached(id)).payment).toBe(false);
});

test('without a disk nothing is certain', async () => {
  const file = path.join(realFolder(), 'file');
  writeFileSync(file, '');
  const tries = triesOn(path.join(file, 'tries'));
  const tried = await tries.begin(randomUUID());
  expect(tried.noted).toBe(false);
  await tried.drop();
  expect(await tries.reached(randomUUID())).toEqual({ payment: true, stream: true });
});
