// What the containers of a part say about it. A pure function, so that every case can be read and tested at once.

import type { PartState } from '../parts.ts';
import type { Container } from './containers.ts';

export interface Seen {
  readonly state: PartState;
  readonly pid: number | null;
  readonly note: string;
}

const killed = 128 + 9;
/** SIGHUP, SIGINT, SIGTERM: somebody asked it to end, and it did. */
const endedPolitely = [0, 128 + 1, 128 + 2, 128 + 15];

/** A part of several instances is as well as the best of them, and the note counts those that are not. */
export function seenOf(containers: readonly Container[]): Seen {
  const all = containers.map(one).sort((a, b) => goodness.indexOf(a.state) - goodness.indexOf(b.state));
  const [best] = all;
  if (!best) return { state: 'stopped', pid: null, note: '' };
  const running = all.filter(({ state }) => state === best.state).length;
  if (running === all.length) return best;
  return { ...best, note: [best.note, `${running} of ${all.length} ${best.state}`].filter(Boolean).join('; ') };
}

const goodness: readonly PartState[] = ['running', 'starting', 'paused', 'crashed', 'killed', 'stopped', 'absent'];

function one(container: Container): Seen {
  const { pid, health, networks } = container;
  const alive = (state: PartState, note = '') => ({ state, pid, note });
  const gone = (state: PartState, note = '') => ({ state, pid: null, note });
  switch (container.status) {
    case 'paused':
      return alive('paused');
    case 'running':
      if (networks.length === 0) return alive('running', 'cut off from its networks');
      if (health === 'starting') return alive('starting');
      return alive('running', health === 'unhealthy' ? 'its health check fails' : '');
    case 'restarting':
      return gone('starting');
    case 'created':
      return gone('stopped');
    default:
      return gone(...ended(container));
  }
}

function ended({ exitCode, outOfMemory }: Container): [state: PartState, note?: string] {
  if (outOfMemory) return ['crashed', 'it needed more memory than it may have'];
  if (exitCode === killed) return ['killed'];
  if (endedPolitely.includes(exitCode)) return ['stopped'];
  return ['crashed', `exit code ${exitCode}`];
}
