// Reads what came back: never more than was agreed, and nothing that stays open.
import type { Dispatcher } from 'undici';
import { BadAnswerError, HttpStatusError } from './errors.ts';

type Answer = Dispatcher.ResponseData;

/** Frees the socket without keeping the body; a body of more than 16 KiB costs the socket instead. */
export const discard = (answer: Answer): Promise<void> => answer.body.dump({ limit: 16_384 });

/** @throws HttpStatusError when the status is no success; the body is discarded then. */
export async function successOf(name: string, answer: Answer): Promise<Answer> {
  if (answer.statusCode >= 200 && answer.statusCode < 300) return answer;
  await discard(answer);
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
    await discard(answer);
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
