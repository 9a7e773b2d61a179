// "Review service circuit breaker is OPEN!": who runs the shop hears of it, and of the end of it, in the log and at a webhook. Once for
// each time that a breaker leaves CLOSED, however often it is tried in between.
import { type BreakerChange, type EventStream, type ResilienceEvent, resilienceEvents } from '@evenkeel/resilience';
import { type AlertWebhook, alertWebhook } from './alert-webhook.ts';
import { reasonOf } from './reason.ts';
import { requestContext } from './request-context.ts';

/** What the webhook is sent, as JSON. `text` is what chat programs show. */
export interface BreakerAlert {
  readonly id: string;
  readonly text: string;
  readonly service: string;
  readonly dependency: string;
  readonly state: 'OPEN' | 'CLOSED';
  /** Why it changed. */
  readonly cause: string;
  /** The last failure before; null when none was told. */
  readonly error: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** As much of a log as alerts need. */
export type AlertLog = Readonly<Record<'warn' | 'info' | 'debug', (fields: object, msg: string) => void>>;

export interface BreakerAlertsOptions {
  /** Who tells: `gateway`. */
  readonly service: string;
  readonly log: AlertLog;
  /** Where alerts are posted to; only the log, when left out. */
  readonly webhookUrl?: string | undefined;
  /** The stream of the process, when left out. */
  readonly events?: EventStream;
}

/** Tells of every breaker of the stream. Returns a function that ends it; what was not delivered until then is lost. */
export function breakerAlerts({ service, log, webhookUrl, events = resilienceEvents }: BreakerAlertsOptions) {
  const webhook: AlertWebhook | undefined = webhookUrl === undefined ? undefined : alertWebhook(webhookUrl, log);
  const alarmed = new Set<string>();

  const alert = (state: BreakerAlert['state'], text: string, dependency: string, { cause, error }: BreakerChange) =>
    webhook?.send({
      id: crypto.randomUUID(),
      text,
      service,
      dependency,
      state,
      cause,
      error: error === undefined ? null : reasonOf(error),
      at: new Date().toISOString(),
    });

  const hear = (event: ResilienceEvent) => {
    if (event.type !== 'state') return;
    const { name: dependency, from, to, cause, error } = event;
    const line = { dependency, from, to, cause, ...(error !== undefined && { reason: reasonOf(error) }) };
    if (to === 'CLOSED') {
      if (!alarmed.delete(dependency)) {
        log.debug(line, 'circuit breaker');
        return;
      }
      const text = `${titleOf(dependency)} circuit breaker is CLOSED again`;
      log.info(line, text);
      alert('CLOSED', text, dependency, event);
    } else if (from !== 'CLOSED') log.debug(line, 'circuit breaker');
    else {
      alarmed.add(dependency);
      const text = `${titleOf(dependency)} circuit breaker is OPEN!`;
      log.warn(line, text);
      alert('OPEN', text, dependency, event);
    }
  };
  // The request in which a breaker happens to change is not what the line is about: several have failed, and timers are shared.
  const off = events.on((event) => requestContext.exit(() => hear(event)));
  return () => {
    off();
    webhook?.close();
  };
}

/** `review.texts` → "Review service (texts)". */
function titleOf(dependency: string): string {
  const [name = '', ...purpose] = dependency.split('.');
  const of = purpose.length > 0 ? ` (${purpose.join(' ')})` : '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} service${of}`;
}
