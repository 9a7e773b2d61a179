// What the forms of this shop have in common: read what was posted, refuse what cannot be meant, and send the browser on.
import type { z } from 'zod';
import { type Refusal, refuse, wrongMethod } from '../sorry/refusal.ts';
import { readForm } from './form-body.ts';

export type FormFields<T> = { fields: T } | { refused: Response };

/** The fields as `form` wants them, or the answer to whoever sent something else. */
export async function readFields<T>(request: Request, form: z.ZodType<T>): Promise<FormFields<T>> {
  const body = await readForm(request);
  if ('refusal' in body) return { refused: refuse(body.refusal, request) };
  const fields = form.safeParse(body.fields);
  return fields.success ? { fields: fields.data } : { refused: refuse(badField(fields.error), request) };
}

/** The answer to any other method. */
export const notThisWay = (request: Request): Response => refuse(wrongMethod('POST'), request);

export const badRequest = (detail: string): Refusal => ({ status: 400, title: 'Bad Request', detail });

function badField(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  return badRequest(`${issue?.path.join('.') || 'form'}: ${issue?.message ?? 'is wrong'}`);
}

/** 303: a reload of what comes next posts nothing again. */
export function see(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}
