// Suggestions while somebody types: one question after a pause, and only the answer to the newest one is heard.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type NewestAnswer, newestAnswer, PATIENCE_MS, PAUSE_MS } from '../src/components/search/newest-answer.ts';

interface Asked {
  readonly query: string;
  readonly signal: AbortSignal;
  answer(items: readonly string[]): void;
  fail(): void;
}

const asked: Asked[] = [];
const heard: (readonly string[])[] = [];
let newest: NewestAnswer;

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  heard.length = 0;
  // A network that answers what was cancelled, too.
  newest = newestAnswer(
    (query, signal) =>
      new Promise((answer, reject) => {
        asked.push({ query, signal, answer, fail: () => reject(new Error('no network')) });
      }),
    (items) => heard.push(items),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

/** Types, waits for the pause, and hands out the question. */
async function askAbout(text: string): Promise<Asked> {
  newest.about(text);
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  const question = asked.at(-1);
  if (!question) throw new Error(`nothing was asked about "${text}"`);
  return question;
}
const settle = () => vi.advanceTimersByTimeAsync(0);

test('letters typed without a pause are one question, about all of them', async () => {
  for (const text of ['ke', 'key', 'keyb ']) newest.about(text);
  await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked.map(({ query }) => query)).toEqual(['keyb']);
});

test('a text too short asks nobody, and empties the list at once', async () => {
  const before = await askAbout('ke');
  newest.about(' k ');
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(asked).toHaveLength(1);
  before.answer(['Keyboard']);
  await settle();
  expect(heard).toEqual([[]]);
});

describe('an answer', () => {
  test('that comes after a newer question is cancelled, and never heard', async () => {
    const older = await askAbout('ke');
    const newer = await askAbout('mo');
    expect(older.signal.aborted).toBe(true);
    newer.answer(['Mouse']);
    await settle();
    older.answer(['Keyboard']);
    await settle();
    expect(heard).toEqual([['Mouse']]);
  });

  test('that comes while more is typed is not heard', async () => {
    const older = await askAbout('ke');
    newest.about('key');
    older.answer(['Kettle']);
    await settle();
    expect(heard).toEqual([]);
  });

  test('that fails is an empty one, unless it is an old one', async () => {
    const older = await askAbout('ke');
    const newer = await askAbout('mo');
    newer.answer(['Mouse']);
    await settle();
    older.fail();
    await settle();
    expect(heard).toEqual([['Mouse']]);
    (await askAbout('mou')).fail();
    await settle();
    expect(heard).toEqual([['Mouse'], []]);
  });

  test('that takes too long is an empty one, once', async () => {
    const late = await askAbout('ke');
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(late.signal.aborted).toBe(true);
    late.answer(['Keyboard']);
    await settle();
    expect(heard).toEqual([[]]);
  });
});

test('stopped, it hears of nothing that was asked, and asks nothing that was typed', async () => {
  const question = await askAbout('ke');
  newest.stop();
  question.answer(['Keyboard']);
  newest.about('mo');
  newest.stop();
  await vi.advanceTimersByTimeAsync(PAUSE_MS + PATIENCE_MS);
  expect(asked).toHaveLength(1);
  expect(heard).toEqual([]);
});
