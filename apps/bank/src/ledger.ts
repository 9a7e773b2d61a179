// What the bank has written down, in SQLite: durable before anybody is answered, and a file of its own, so that it does not die with
// the shop's database. One process writes it.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Charge {
  readonly id: string;
  /** The caller's Idempotency-Key. */
  readonly key: string;
  readonly status: 'approved' | 'declined';
  readonly declineCode: string | null;
  readonly cents: number;
  readonly currency: string;
  readonly card: string;
  readonly lastFour: string;
  /** What the caller calls it. */
  readonly reference: string;
  /** In ms since 1970, as all times here. */
  readonly createdAt: number;
  readonly refundedAt: number | null;
}

/** An answer under a key: the same for whoever comes again with it. */
export interface KeptAnswer {
  /** Of the body that it was asked with. */
  readonly fingerprint: string;
  /** null while somebody works on it. */
  readonly status: number | null;
  readonly body: string | null;
  readonly createdAt: number;
}

export interface Ledger {
  /** The answer under a key that is younger than the lifetime of keys. */
  find(key: string, now: number): KeptAnswer | undefined;
  /** Notes that `key` is worked on. False when somebody already does, or did. */
  begin(key: string, fingerprint: string, now: number): boolean;
  /** Nothing came of it: the key is free again. */
  forget(key: string): void;
  /** Books the charge and the answer about it at once. */
  book(charge: Charge, answer: { readonly status: number; readonly body: string }): void;
  /** The charges under a key, the newest first: several when the key was used again after its lifetime. */
  chargesOf(key: string): Charge[];
  charge(id: string): Charge | undefined;
  /** Marks the charge as refunded at `at`, unless it is; answers it as it is then. */
  refund(id: string, at: number): Charge | undefined;
  /** All charges, in the order of booking, after the one with the id `after`; at most `limit`. */
  list(after: string | undefined, limit: number): Charge[];
  close(): void;
}

const schema = `
  CREATE TABLE IF NOT EXISTS charges (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('approved', 'declined')),
    declineCode TEXT,
    cents INTEGER NOT NULL CHECK (cents > 0),
    currency TEXT NOT NULL,
    card TEXT NOT NULL,
    lastFour TEXT NOT NULL,
    reference TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    refundedAt INTEGER
  ) STRICT;
  CREATE INDEX IF NOT EXISTS charges_by_key ON charges (key);
  CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status INTEGER,
    body TEXT,
    createdAt INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

const columns = 'id, key, status, declineCode, cents, currency, card, lastFour, reference, createdAt, refundedAt';

/** Opens the ledger in `file`, or makes it. What was begun and not booked when the bank died is forgotten: nothing was charged. */
export function openLedger(file: string, keyLifetimeMs: number): Ledger {
  mkdirSync(path.dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  // Every commit is on the disk before it returns: a ledger that forgets is none.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 1000');
  db.exec(schema);
  db.exec('DELETE FROM answers WHERE status IS NULL');

  const sql = {
    find: db.prepare('SELECT fingerprint, status, body, createdAt FROM answers WHERE key = ? AND createdAt > ?'),
    // A key that has outlived its time is new.
    begin: db.prepare(`INSERT INTO answers (key, fingerprint, createdAt) VALUES (:key, :fingerprint, :now)
      ON CONFLICT (key) DO UPDATE SET fingerprint = :fingerprint, status = NULL, body = NULL, createdAt = :now
      WHERE createdAt <= :outlived`),
    forget: db.prepare('DELETE FROM answers WHERE key = ? AND status IS NULL'),
    charge: db.prepare(`INSERT INTO charges (${columns})
      VALUES (:id, :key, :status, :declineCode, :cents, :currency, :card, :lastFour, :reference, :createdAt, :refundedAt)`),
    answer: db.prepare('UPDATE answers SET status = ?, body = ? WHERE key = ? AND status IS NULL'),
    byKey: db.prepare(`SELECT ${columns} FROM charges WHERE key = ? ORDER BY number DESC`),
    byId: db.prepare(`SELECT ${columns} FROM charges WHERE id = ?`),
    refund: db.prepare("UPDATE charges SET refundedAt = ? WHERE id = ? AND status = 'approved' AND refundedAt IS NULL"),
    list: db.prepare(`SELECT ${columns} FROM charges
      WHERE number > coalesce((SELECT number FROM charges WHERE id = ?), 0) ORDER BY number LIMIT ?`),
  };

  return {
    find: (key, now) => sql.find.get(key, now - keyLifetimeMs) as KeptAnswer | undefined,
    begin: (key, fingerprint, now) =>
      sql.begin.run({ key, fingerprint, now, outlived: now - keyLifetimeMs }).changes === 1,
    forget: (key) => void sql.forget.run(key),
    book(charge, { status, body }) {
      db.exec('BEGIN IMMEDIATE');
      try {
        sql.charge.run({ ...charge });
        if (sql.answer.run(status, body, charge.key).changes !== 1) throw new Error(`nobody works on ${charge.key}`);
        db.exec('COMMIT');
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    chargesOf: (key) => sql.byKey.all(key) as unknown as Charge[],
    charge: (id) => sql.byId.get(id) as Charge | undefined,
    refund(id, at) {
      sql.refund.run(at, id);
      return sql.byId.get(id) as Charge | undefined;
    },
    list: (after, limit) => sql.list.all(after ?? null, limit) as unknown as Charge[],
    close: () => db.close(),
  };
}
