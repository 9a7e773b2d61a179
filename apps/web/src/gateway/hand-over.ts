// From the proxy, which must know the answer to choose a status, to the page, which shows it: by request id, once.
// The map is shared because both run in one process (`next start` and the standalone server); where they do not, a page
// finds nothing in hand and asks the gateway itself.

export interface HandOver<T> {
  put(requestId: string, value: T): void;
  /** The value, which is gone afterwards. */
  take(requestId: string): T | undefined;
}

/** A render follows its proxy call at once; what nobody took within `limit` further requests never will be. */
export function handOver<T>(limit = 256): HandOver<T> {
  const waiting = new Map<string, T>();
  return {
    put(requestId, value) {
      waiting.set(requestId, value);
      for (const oldest of waiting.keys()) {
        if (waiting.size <= limit) break;
        waiting.delete(oldest);
      }
    },
    take(requestId) {
      const value = waiting.get(requestId);
      waiting.delete(requestId);
      return value;
    },
  };
}
