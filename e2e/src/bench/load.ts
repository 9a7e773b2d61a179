// Many requests at once, and what came back: autocannon sends them, the percentiles are of every single answer.
import autocannon from 'autocannon';
import { percentile } from './figures.ts';

export interface Load {
  /** Of the server, without a slash at the end. */
  readonly url: string;
  /** Asked for in turn; each connection begins at another one. */
  readonly paths: readonly string[];
  /** Each sends its next request when the last one is answered. */
  readonly connections: number;
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a client waits for an answer, in s; 10 by default. */
  readonly limitSeconds?: number;
  /** Told the body of every answer. */
  readonly onBody?: (body: string) => void;
}

export interface Measured {
  /** Good answers (2xx) a second. */
  readonly perSecond: number;
  /** ms; a request without an answer counts with the client's limit. */
  readonly p50: number;
  readonly p99: number;
  /** Every request that ended: answered, broken or given up. */
  readonly requests: number;
  /** Answers other than 2xx, broken connections, and requests that were given up. */
  readonly failed: number;
  /** Of the failed ones those that were given up after the client's limit. */
  readonly timeouts: number;
}

/** How long a client waits for an answer, in s, unless it is told otherwise. */
export const clientLimitSeconds = 10;

/** Sends for `seconds`, and answers what came of it. What is still on its way at the end does not count. */
export async function send(load: Load): Promise<Measured> {
  const { url, paths, connections, seconds, headers, limitSeconds = clientLimitSeconds, onBody } = load;
  const answers: { good: boolean; ms: number }[] = [];
  let clients = 0;
  const { errors, timeouts, duration } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url,
        connections,
        duration: seconds,
        timeout: limitSeconds,
        ...(headers && { headers: { ...headers } }),
        setupClient(client) {
          const from = Math.floor((clients++ * paths.length) / connections);
          const listening = onBody && { onResponse: (_status: number, body: string) => onBody(body) };
          client.setRequests([...paths.slice(from), ...paths.slice(0, from)].map((path) => ({ path, ...listening })));
        },
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
    run.on('response', (_client, status, _bytes, ms) => answers.push({ good: status >= 200 && status < 300, ms }));
  });
  const times = [...answers.map(({ ms }) => ms), ...Array<number>(timeouts).fill(limitSeconds * 1_000)];
  const good = answers.filter((answer) => answer.good).length;
  return {
    perSecond: good / duration,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    requests: answers.length + errors,
    failed: answers.length - good + errors,
    timeouts,
  };
}
