// What the traces of a part say about it. A pure function, so that every case can be read and tested at once.

import type { PartState } from '../parts.ts';

export interface Evidence {
  /** `never`: not started since its data was made; `gone`: it was there, and is no more. */
  readonly process: 'never' | 'alive' | 'suspended' | 'gone';
  /** As the shell gives it: 128 + N for signal N; undefined when nobody was left to write it down. */
  readonly exitCode: number | undefined;
  /** We asked it to stop. */
  readonly askedToStop: boolean;
  readonly answers: boolean;
  /** Somebody is starting it right now. */
  readonly beingStarted: boolean;
  /** This machine cannot have it. */
  readonly absent: boolean;
}

const killed = 128 + 9;
/** SIGHUP, SIGINT, SIGTERM: somebody asked it to end, and it did. */
const endedPolitely = [0, 128 + 1, 128 + 2, 128 + 15];

export function partState(evidence: Evidence): PartState {
  if (evidence.process === 'suspended') return 'paused';
  if (evidence.process === 'alive') return evidence.answers ? 'running' : 'starting';
  if (evidence.beingStarted) return 'starting';
  if (evidence.absent) return 'absent';
  if (evidence.process === 'never' || evidence.askedToStop) return 'stopped';
  // No exit code: even the shell that waits for it is gone, as after a power cut.
  if (evidence.exitCode === undefined || evidence.exitCode === killed) return 'killed';
  return endedPolitely.includes(evidence.exitCode) ? 'stopped' : 'crashed';
}
