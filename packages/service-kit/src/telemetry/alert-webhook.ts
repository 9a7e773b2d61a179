// Alerts over HTTP: one after the other, tried again while the receiver is away, and never in the way of anything. What cannot be
// delivered is told in the log.
import { EventStream, pipeline } from '@evenkeel/resilience';
import { reasonOf } from '../dependency/store-log.ts';
import { httpDependency } from '../http/client.ts';
import type { AlertLog, BreakerAlert } from './breaker-alerts.ts';

export interface AlertWebhook {
  /** Returns at once. */
  send(alert: BreakerAlert): void;
  /** Gives up what is under way and what waits. */
  close(): void;
}

/** So many alerts wait; then the oldest is dropped, because the newest says how things stand. */
const mostWaiting = 100;

const timeoutMs = 5_000;
/** With pauses of about 1, 2, 4 and 8 s a receiver may be away for a quarter of a minute. */
const attempts = 5;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/** Posts to `url`. The receiver may get an alert twice, when its answer was lost: it has the same `id`, also as Idempotency-Key. */
export function alertWebhook(url: string, log: Pick<AlertLog, 'warn'>, pauseMs: number = firstPauseMs): AlertWebhook {
  const { origin, pathname, search } = new URL(url);
  const delay = { kind: 'exponential', baseMs: pauseMs, capMs: longestPauseMs } as const;
  // Its own stream: an alert about alerts would never end.
  const guard = pipeline({
    name: 'alerts',
    timeoutMs,
    retry: { attempts, delay, jitter: 'quarter' },
    events: new EventStream(),
  });
  const receiver = httpDependency({ name: 'alerts', baseUrl: origin, connections: 1, pipeline: guard });
  const ending = new AbortController();
  const waiting: BreakerAlert[] = [];
  let sending = false;

  const lost = (alert: BreakerAlert, reason: string) =>
    log.warn({ alert: alert.text, reason }, 'alert was not delivered');

  async function sendAll(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let alert = waiting.shift(); alert !== undefined && !ending.signal.aborted; alert = waiting.shift()) {
      const headers = { 'idempotency-key': alert.id };
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
      waiting.push(alert);
      if (waiting.length > mostWaiting) lost(waiting.shift() as BreakerAlert, `more than ${mostWaiting} wait`);
      void sendAll();
    },
    close() {
      ending.abort();
      void receiver.close();
    },
  };
}
