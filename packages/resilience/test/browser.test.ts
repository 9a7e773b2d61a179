// What differs from Node where the package runs in a browser.
import { afterEach, expect, test, vi } from 'vitest';
import { byteLength } from '../src/copies/byte-length.ts';
import { reportMistake } from '../src/events/listeners.ts';
import { pipeline } from '../src/index.ts';
import { hang } from './work.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('timers are numbers: a limit ends its call all the same, and the next one', async () => {
  const timers = new Map<number, NodeJS.Timeout>();
  const { setTimeout: start, clearTimeout: end } = globalThis;
  vi.stubGlobal('setTimeout', (fn: () => void, ms: number) => {
    timers.set(timers.size + 1, start(fn, ms));
    return timers.size;
  });
  vi.stubGlobal('clearTimeout', (timer: number) => end(timers.get(timer)));
  const review = pipeline({ name: 'review', timeoutMs: 10 });
  expect(await review.call(async () => 1)).toBe(1);
  for (let call = 0; call < 2; call++)
    expect(await review.outcome(hang)).toMatchObject({ ok: false, error: { code: 'TIMEOUT' } });
});

test('there is no process: a mistake is a warning of the console', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  vi.stubGlobal('process', undefined);
  reportMistake('onCall of browser', new Error('boom'));
  vi.unstubAllGlobals();
  expect(warn.mock.calls).toEqual([['onCall of browser failed: boom']]);
});

test('there is no Buffer: bytes are counted all the same', () => {
  const texts = ['', 'plain', 'é', '😀', '\ud83d'];
  const inNode = texts.map(byteLength);
  vi.stubGlobal('Buffer', undefined);
  const inBrowser = texts.map(byteLength);
  vi.unstubAllGlobals();
  expect(inBrowser).toEqual(inNode);
  expect(inBrowser).toEqual([0, 5, 2, 4, 3]);
});
