// Node's own client instead of `fetch`, which refuses some sixty ports that browsers block, 6000 for one.
import { request } from 'node:http';

export interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The status of the answer, whose body is not read. Rejects when nobody answers until the signal aborts. */
export function httpStatus(url: string, { method = 'GET', headers = {}, signal }: Ask): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, signal, agent: false }, (answer) => {
      answer.destroy();
      resolve(answer.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end();
  });
}
