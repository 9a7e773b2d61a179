// A UUID that follows from something else: the same whenever it is asked for, and nobody can guess it who does not know the secret.
import { createHmac } from 'node:crypto';

/**
 * Of version 8 (RFC 9562, 5.8: ours to fill).
 * @param purpose keeps ids that follow from the same text for different uses apart
 */
export function derivedUuid(purpose: string, text: string, secret: string): string {
  const hex = createHmac('sha256', secret).update(`${purpose}.${text}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
