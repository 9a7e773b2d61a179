// What is broken now, whoever broke it, and what can be broken.
import { useState } from 'react';
import type { PartView, Picture } from '../picture.ts';
import { Icon } from './icons.tsx';
import type { Moving } from './moving.ts';
import { seconds } from './words.ts';

const remedies: Partial<Readonly<Record<PartView['state'], readonly [verb: string, words: string]>>> = {
  killed: ['start', 'Start'],
  crashed: ['start', 'Start'],
  stopped: ['start', 'Start'],
  paused: ['unpause', 'Let go on'],
};

export function Faults({ picture, moving }: { readonly picture: Picture | undefined; readonly moving: Moving }) {
  const broken = picture?.parts.filter(({ state }) => state in remedies) ?? [];
  return (
    <section className="panel faults" aria-labelledby="faults">
      <header>
        <h2 id="faults">Active faults</h2>
        <span>{broken.length}</span>
        <button type="button" className="mini" disabled={moving.isMoving('heal')} onClick={() => moving.move('heal')}>
          {moving.isMoving('heal') ? 'Healing …' : 'Heal all'}
        </button>
      </header>
      {broken.length === 0 && <p className="none">Nothing is broken.</p>}
      <ol>
        {broken.map((part) => (
          <Fault key={part.name} part={part} moving={moving} />
        ))}
      </ol>
      <p className="refused" role="alert">
        {moving.refused}
      </p>
      <BreakForm picture={picture} moving={moving} />
    </section>
  );
}

function Fault({ part: { name, state, forMs, note }, moving }: { readonly part: PartView; readonly moving: Moving }) {
  const [verb = '', words = ''] = remedies[state] ?? [];
  const path = `parts/${name}/${verb}`;
  return (
    <li className={state === 'paused' ? 'stale' : 'unavailable'}>
      <Icon name={state === 'paused' ? 'paused' : 'unavailable'} />
      <div>
        <b>
          {name} {state === 'paused' ? 'hangs' : state}
        </b>
        <p>{note || 'until somebody mends it'}</p>
      </div>
      <code>{forMs === null ? '–' : seconds(forMs)}</code>
      <button type="button" className="mini" disabled={moving.isMoving(path)} onClick={() => moving.move(path)}>
        {words}
      </button>
    </li>
  );
}

/** Everything can be broken from here, also what has no keys on the map. */
function BreakForm({ picture, moving }: { readonly picture: Picture | undefined; readonly moving: Moving }) {
  const [name, setName] = useState('review');
  const [verb, setVerb] = useState('kill');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        moving.move(`parts/${name}/${verb}`);
      }}
    >
      <select aria-label="Part" value={name} onChange={({ target }) => setName(target.value)}>
        {picture?.parts.map((part) => (
          <option key={part.name}>{part.name}</option>
        ))}
      </select>
      <select aria-label="Fault" value={verb} onChange={({ target }) => setVerb(target.value)}>
        <option value="kill">kill (SIGKILL)</option>
        <option value="pause">pause: it hangs</option>
      </select>
      <button type="submit" className="mini">
        Break
      </button>
      <button type="button" className="mini" onClick={() => moving.move('forget')}>
        Drop copies
      </button>
    </form>
  );
}
