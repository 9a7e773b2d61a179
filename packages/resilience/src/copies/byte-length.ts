const encoder = new TextEncoder();

/** Of `text` in UTF-8. */
export const byteLength = (text: string): number =>
  typeof Buffer === 'undefined' ? encoder.encode(text).length : Buffer.byteLength(text);
