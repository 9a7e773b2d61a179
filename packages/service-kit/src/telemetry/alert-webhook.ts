// Alerts over HTTP: one after the other, tried again while the receiver is away, and never in the way of anything. What cannot be
// delivered is told in the log.
import { EventStream, pipeline } from '@evenkeel/resilience';
import { httpDependency } from '../http/client.ts';
import type { AlertLog, BreakerAlert } from './breaker-alerts.ts';
import { reasonOf } from './reason.ts';

export interface AlertWebhook {
  /** Returns at once. */
  send(alert: BreakerAlert): void;
  /** Gives up what is under way and what waits. */
  close(): void;
}

/** So many alerts wait, of each dependency the newest, which says how things stand; then the oldest is dropped. */
const mostWaiting = 100;

const timeoutMs = 5_000;
/** With pauses of about 1, 2, 4 and 8 s a receiver may be away for a quarter of a minute. */
const attempts = 5;
const firstPauseMs = 1_000;
const longestPauseMs = 10_000;

/** All attempts and pauses together, in ms: then the next one has its turn. */
const deliveryMs = 25_000;

/** Posts to `url`, with what it says of a user and a password as Basic. The receiver may get an alert twice, when its answer was lost: it has the same `id`, also as Idempotency-Key. */
export function alertWebhook(url: string, log: Pick<AlertLog, 'warn'>, pauseMs: number = firstPauseMs): AlertWebhook {
  const { origin, pathname, search, username, password } = new URL(url);
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const authorization: Record<string, string> = username + password === '' ? {} : { authorization: `Basic ${login}` };
  const delay = { kind: 'exponential', baseMs: pauseMs, capMs: longestPauseMs } as const;
  // Its own stream: an alert about alerts would never end.
  const guard = pipeline({
    name: 'alerts',
    deadlineMs: deliveryMs,
    timeoutMs,
    retry: { attempts, delay, jitter: 'quarter' },
    events: new EventStream(),
  });
  const receiver = httpDependency({ name: 'alerts', baseUrl: origin, connections: 1, pipeline: guard });
  const ending = new AbortController();
  const waiting = new Map<string, BreakerAlert>();
  let sending = false;

  const lost = (alert: BreakerAlert, reason: string) =>
    log.warn({ alert: alert.text, reason }, 'alert was not delivered');

  function takeOldest(): BreakerAlert | undefined {
    const [oldest] = waiting.values();
    if (oldest !== undefined) waiting.delete(oldest.dependency);
    return oldest;
  }

  async function sendAll(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let alert = takeOldest(); alert !== undefined && !ending.signal.aborted; alert = takeOldest()) {
      const headers = { ...authorization, 'idempotency-key': alert.id };
      try {
        await receiver.post(pathname + search, alert, { headers, signal: ending.signal });
      } catch (error) {
        if (!ending.signal.aborted) lost(alert, reasonOf(error));
      }
    }
    sending = false;
  }

  return {
    send(alert) {
      waiting.delete(alert.dependency);
      waiting.set(alert.dependency, alert);
      if (waiting.size > mostWaiting) lost(takeOldest() as BreakerAlert, `more than ${mostWaiting} wait`);
      void sendAll();
    },
    close() {
      ending.abort();
      void receiver.close();
    },
  };
}
