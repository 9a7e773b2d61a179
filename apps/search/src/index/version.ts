// Which index this code builds. Derived from all that decides what is in one, so that nobody has to remember a number: another
// mapping, analyser or column makes another version, and every index of the old one is replaced.
import { createHash } from 'node:crypto';
import { indexBody } from '../engine/schema.ts';
import { documentsSql } from './catalogue.ts';

/** Equal for equal values, whatever the order of their keys. */
export function fingerprintOf(value: unknown): string {
  const canonical = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  return createHash('sha256').update(canonical).digest('hex').slice(0, 8);
}

/** Eight hexadecimal digits. */
export const indexVersion = fingerprintOf([indexBody({}), documentsSql('')]);
