// One listener a signal, however many calls it belongs to: to add one, Node looks through all listeners that a signal has, which for
// calls that share a signal is quadratic. When the last of them has ended nothing is left on it.

/** Whoever wants to know when its caller leaves. */
export interface Listener {
  left(): void;
}

interface Listening {
  readonly calls: Set<Listener>;
  readonly abort: () => void;
}

const listening = new WeakMap<AbortSignal, Listening>();

export function listen(signal: AbortSignal, call: Listener): void {
  const known = listening.get(signal);
  if (known !== undefined) {
    known.calls.add(call);
    return;
  }
  const calls = new Set([call]);
  const abort = () => {
    for (const each of calls) each.left();
  };
  listening.set(signal, { calls, abort });
  signal.addEventListener('abort', abort);
}

export function stopListening(signal: AbortSignal, call: Listener): void {
  const known = listening.get(signal);
  if (known === undefined || !known.calls.delete(call) || known.calls.size > 0) return;
  listening.delete(signal);
  signal.removeEventListener('abort', known.abort);
}
