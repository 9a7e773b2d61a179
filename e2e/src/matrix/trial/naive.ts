// What the naive shop shows of the same pages under the same fault: what it costs to have no pattern. Nothing is expected of it.
import type { PageName } from '@evenkeel/contracts';
import { type Cookies, look } from '../observe.ts';
import { pageOf } from '../pages.ts';
import type { Visit } from './visits.ts';

/** A status, or `hangs`: no answer for so long, in ms. */
export type NaiveAnswer = `${number}` | 'hangs' | 'refused';
export type NaiveAnswers = Partial<Readonly<Record<PageName, NaiveAnswer>>>;

const patienceMs = 1_000;
const pages: readonly PageName[] = ['product', 'home', 'category', 'search', 'cart'];

/** One visit to each page that the naive gateway has. */
export async function naiveAnswers(visits: readonly Visit[]): Promise<NaiveAnswers> {
  const answers = pages.flatMap((page) => {
    const visit = visits.find(({ view }) => pageOf(view) === page);
    return visit ? [ask(visit.url, visit.cookies).then((answer) => [page, answer] as const)] : [];
  });
  return Object.fromEntries(await Promise.all(answers));
}

async function ask(url: string, cookies: Cookies): Promise<NaiveAnswer> {
  const { status, tookMs } = await look(`${url}${url.includes('?') ? '&' : '?'}naive=1`, patienceMs, cookies);
  if (status !== 'no answer') return `${status}`;
  return tookMs >= patienceMs * 0.9 ? 'hangs' : 'refused';
}
