// Values that go out to a browser and must come back unchanged: `base64url(JSON).base64url(HMAC-SHA256)`.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';

/** `purpose` keeps a value signed for one use from passing for another. */
export function sign(purpose: string, value: unknown, secret: string): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${text}.${mac(purpose, text, secret).toString('base64url')}`;
}

/** The value, or undefined when it was not signed here for this purpose or does not fit `schema`. */
export function verify<T>(purpose: string, signed: string, schema: z.ZodType<T>, secret: string): T | undefined {
  const [text = '', signature = '', ...more] = signed.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = mac(purpose, text, secret);
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data;
}

const mac = (purpose: string, text: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}.${text}`).digest();
