const encoder = new TextEncoder();

/** Of `text` in UTF-8. */
export const byteLength = (text: string): number =>
  typeof Buffer === 'undefined' ? encoder.encode(text).length : Buffer.byteLength(text);

/** Of a copy in memory: its key is kept as well, and may be the longer one. */
export const bytesOf = (key: string, encoded: string): number => byteLength(key) + byteLength(encoded);
