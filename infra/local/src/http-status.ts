// Node's own client instead of `fetch`, which refuses some sixty ports that browsers block, 6000 for one.
import { type IncomingMessage, request } from 'node:http';

export interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The status of the answer, whose body is not read. Rejects when nobody answers until the signal aborts. */
export async function httpStatus(url: string, ask: Ask): Promise<number> {
  const answer = await answerOf(url, ask);
  answer.destroy();
  return answer.statusCode ?? 0;
}

/** An answer with its body. Rejects when it is not whole until the signal aborts, or longer than a person reads. */
export async function httpText(url: string, ask: Ask): Promise<{ status: number; text: string }> {
  const answer = await answerOf(url, ask);
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk;
    if (text.length > longestText) throw new Error(`more than ${longestText} characters`);
  }
  return { status: answer.statusCode ?? 0, text };
}

const longestText = 1_000_000;

function answerOf(url: string, { method = 'GET', headers = {}, signal }: Ask): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, signal, agent: false }, resolve);
    asked.once('error', reject);
    asked.end();
  });
}
