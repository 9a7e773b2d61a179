// What the containers of a part say about it.
import { expect, test } from 'vitest';
import { seenOf } from '../src/docker/container-state.ts';
import { container } from './container.ts';

test('a part without a container is stopped, as is one that was never started', () => {
  expect(seenOf([])).toEqual({ state: 'stopped', pid: null, note: '' });
  expect(seenOf([container({ status: 'created' })])).toMatchObject({ state: 'stopped', pid: null });
});

test.each([
  ['healthy', 'running', ''],
  ['none', 'running', ''],
  ['starting', 'starting', ''],
  ['unhealthy', 'running', 'its health check fails'],
] as const)('a container whose health is %s is %s', (health, state, note) => {
  expect(seenOf([container({ health })])).toEqual({ state, pid: 41, note });
});

test('a paused one is paused, whatever its health was', () => {
  expect(seenOf([container({ status: 'paused', health: 'unhealthy' })])).toMatchObject({ state: 'paused', pid: 41 });
});

test('one without a network is cut off, and says so', () => {
  expect(seenOf([container({ networks: [] })])).toMatchObject({ state: 'running', note: 'cut off from its networks' });
});

test.each([
  [137, false, 'killed', ''],
  [137, true, 'crashed', 'it needed more memory than it may have'],
  [0, false, 'stopped', ''],
  [130, false, 'stopped', ''],
  [143, false, 'stopped', ''],
  [1, false, 'crashed', 'exit code 1'],
  [139, false, 'crashed', 'exit code 139'],
] as const)('one that ended with %i (out of memory: %s) is %s', (exitCode, outOfMemory, state, note) => {
  expect(seenOf([container({ status: 'exited', exitCode, outOfMemory })])).toEqual({ state, pid: null, note });
});

test('of several the best speaks for the part, and the others are counted', () => {
  const dead = container({ status: 'exited', exitCode: 137 });
  expect(seenOf([dead, container({ pid: 42 }), container({})])).toMatchObject({
    state: 'running',
    note: '2 of 3 running',
  });
  expect(seenOf([dead, dead])).toEqual({ state: 'killed', pid: null, note: '' });
  expect(seenOf([container({}), container({})])).toMatchObject({ state: 'running', note: '' });
});
