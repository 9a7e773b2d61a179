import { describe, expect, test } from 'vitest';
import { type Evidence, partState } from '../src/processes/part-state.ts';

const dead: Evidence = {
  process: 'gone',
  exitCode: 1,
  askedToStop: false,
  answers: false,
  beingStarted: false,
  absent: false,
};

describe('a living process', () => {
  test('runs when it answers', () => {
    expect(partState({ ...dead, process: 'alive', answers: true })).toBe('running');
  });
  test('is starting as long as it does not', () => {
    expect(partState({ ...dead, process: 'alive' })).toBe('starting');
  });
  test('is paused when suspended, whoever did it', () => {
    expect(partState({ ...dead, process: 'suspended', answers: true })).toBe('paused');
  });
});

describe('a dead process', () => {
  test('was killed when SIGKILL ended it', () => {
    expect(partState({ ...dead, exitCode: 137 })).toBe('killed');
  });
  test('was killed when nobody was left to say how it ended, as after a power cut', () => {
    expect(partState({ ...dead, exitCode: undefined })).toBe('killed');
  });
  test.each([1, 3, 127, 134, 139])('crashed when it ended with exit code %i', (exitCode) => {
    expect(partState({ ...dead, exitCode })).toBe('crashed');
  });
  test.each([0, 129, 130, 143])('is stopped when it ended by itself or was asked to: exit code %i', (exitCode) => {
    expect(partState({ ...dead, exitCode })).toBe('stopped');
  });
  test('is stopped when we asked it to, however it ended', () => {
    expect(partState({ ...dead, askedToStop: true, exitCode: 137 })).toBe('stopped');
  });
  test('is starting while somebody prepares its start', () => {
    expect(partState({ ...dead, beingStarted: true })).toBe('starting');
  });
});

test('a part that was never started is stopped', () => {
  expect(partState({ ...dead, process: 'never', exitCode: undefined })).toBe('stopped');
});

test('a part that this machine cannot have is absent', () => {
  expect(partState({ ...dead, process: 'never', absent: true })).toBe('absent');
});
