import { expect, test } from 'vitest';
import { Listeners, reportMistake } from '../../src/events/listeners.ts';
import { settled } from '../fake-clock.ts';
import { boom } from '../work.ts';

test('one that throws does not keep the event from the others', () => {
  const listeners = new Listeners<number>('a test');
  const heard: number[] = [];
  listeners.add(boom);
  listeners.add((event) => heard.push(event));
  listeners.emit(1);
  expect(heard).toEqual([1]);
});

test('the same function added twice is taken off once at a time', () => {
  const listeners = new Listeners<number>('a test');
  const heard: number[] = [];
  const listen = (event: number) => heard.push(event);
  const off = listeners.add(listen);
  listeners.add(listen);
  off();
  listeners.emit(1);
  expect(heard).toEqual([1]);
});

test('a mistake that is made with every call is one line in the log', async () => {
  const warnings: string[] = [];
  const note = ({ message }: Error) => message.startsWith('this test') && warnings.push(message);
  process.on('warning', note);
  for (let i = 0; i < 1_000; i++) reportMistake('this test', new Error('again'));
  await settled();
  process.off('warning', note);
  expect(warnings).toEqual(['this test failed: again']);
});
