// A posted form: from our own pages only, of the right type, small. Anything else is the sender's mistake.
import { config } from '../config.ts';
import type { Refusal } from '../sorry/refusal.ts';

export const MAX_FORM_BYTES = 16 * 1024;

export type FormBody = { fields: Record<string, string> } | { refusal: Refusal };

export async function readForm(request: Request): Promise<FormBody> {
  if (!fromOwnPage(request.headers)) {
    return refusal(403, 'Forbidden', 'This form must be sent from a page of this shop.');
  }
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    return refusal(415, 'Unsupported Media Type', 'This address takes application/x-www-form-urlencoded.');
  }
  try {
    const text = await readText(request);
    return text === undefined
      ? refusal(413, 'Content Too Large', `This address takes at most ${MAX_FORM_BYTES} bytes.`)
      : { fields: Object.fromEntries(new URLSearchParams(text)) };
  } catch {
    // Only the sender can break the body off, and nobody is left to read this.
    return refusal(400, 'Bad Request', 'The form did not arrive whole.');
  }
}

const refusal = (status: number, title: string, detail: string): FormBody => ({ refusal: { status, title, detail } });

/** Browsers say where a form comes from; programs that say nothing carry nobody's cookies by accident. */
function fromOwnPage(headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin !== null && config().PUBLIC_ORIGINS.includes(origin)) return true;
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  return origin === null || isAt(origin, headers.get('host') ?? '');
}

/** `http://shop.example` is at `Shop.example:80`. */
function isAt(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: wanted } = new URL(origin);
  const asked = `${protocol}//${host}`;
  return URL.canParse(asked) && new URL(asked).host === wanted;
}

/** The body, or undefined as soon as it is longer than a form of ours can be. */
async function readText(request: Request): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_FORM_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_FORM_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
