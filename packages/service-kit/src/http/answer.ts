// Reads what came back: never more than was agreed, and nothing that stays open.
import type { Dispatcher } from 'undici';
import { BadAnswerError, HttpStatusError } from './errors.ts';

type Answer = Dispatcher.ResponseData;

/** A body that nobody reads has so long to end, in ms. */
const discardLimitMs = 1_000;

/** Frees the socket without keeping the body, and lets nobody wait for it: one that is long, or stalls, costs the socket instead. */
export function discard({ body }: Answer): void {
  body.dump({ limit: 16_384, signal: AbortSignal.timeout(discardLimitMs) }).catch(() => {
    // What was said is known by its status; the connection is gone, and the next call opens another.
  });
}

/** @throws HttpStatusError when the status is no success: that decides, whatever becomes of the body. */
export function successOf(name: string, answer: Answer): Answer {
  if (answer.statusCode >= 200 && answer.statusCode < 300) return answer;
  discard(answer);
  const { 'retry-after': retryAfter, 'content-type': contentType } = answer.headers;
  throw new HttpStatusError(name, answer.statusCode, {
    ...(typeof retryAfter === 'string' && { retryAfter }),
    ...(typeof contentType === 'string' && { contentType }),
  });
}

/** @throws BadAnswerError when it is not JSON, or more than `maxBodyBytes`. */
export async function readJson(name: string, answer: Answer, maxBodyBytes: number): Promise<unknown> {
  const type = String(answer.headers['content-type'] ?? '');
  if (!/^application\/(\w+\+)?json\b/.test(type)) {
    discard(answer);
    throw new BadAnswerError(name, `"${type.slice(0, 60)}" instead of JSON`);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop destroys the body and with it the socket: nobody reads the rest.
    if (bytes > maxBodyBytes) throw new BadAnswerError(name, `more than ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new BadAnswerError(name, 'broken JSON');
  }
}
