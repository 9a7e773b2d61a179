// The switchboard: web → gateway → bus bar → a breaker for each service → stores. Wires are one drawing; nodes are HTML on the same
// coordinates, so that they can have keys.
import type { PartName } from '@evenkeel/platform';
import type { PartView, Picture } from '../../picture.ts';
import { Icon, type IconName } from '../icons.tsx';
import type { Moving } from '../moving.ts';
import { rate, seconds } from '../words.ts';
import { busBar, curvesOf, places, size } from './layout.ts';
import { BreakerWire, Line } from './wire.tsx';

export function ShopMap({ picture, moving }: { readonly picture: Picture | undefined; readonly moving: Moving }) {
  const wires = picture?.wires ?? [];
  const door = wires.find(({ from }) => from === 'web');
  return (
    <div className="map" style={size}>
      <svg className="wires" {...size} aria-hidden="true">
        <title>The wires between the parts</title>
        <Line path="M126 272H190" traffic={door?.traffic ?? null} />
        <Line path="M344 272H372" traffic={door?.traffic ?? null} />
        {door?.traffic && (
          <text x="158" y="258" textAnchor="middle" className="dim">
            {rate(door.traffic.perSecond)}
          </text>
        )}
        <path className="bus" d={`M${busBar.x} ${busBar.top}V${busBar.bottom}`} />
        {wires
          .filter(({ from, to }) => from === 'gateway' && to !== 'redis')
          .map((wire) => (
            <BreakerWire key={wire.to} wire={wire} />
          ))}
        {curvesOf(wires).map(({ wire, path }) => (
          <Line key={`${wire.from} ${wire.to}`} path={path} traffic={wire.traffic} />
        ))}
      </svg>
      {Object.entries(places).map(([name, place]) => (
        <Node
          key={name}
          name={name as PartName}
          part={picture?.parts.find((part) => part.name === name)}
          style={place}
          moving={place.height >= leastWithKeys ? moving : undefined}
        />
      ))}
    </div>
  );
}

/** A node that is less high has no room for keys: it is broken from the form, in px. */
const leastWithKeys = 94;

interface Look {
  readonly icon: IconName;
  readonly as: string;
  readonly says: (part: PartView) => string;
}
/** Facts of its own say more than that it runs. */
const inWords = (part: PartView, look: Look): string =>
  part.state === 'running' && part.note === '' && part.facts.length > 0 ? part.facts.join(' · ') : look.says(part);
const since = ({ forMs }: PartView, ago = ' ago') => (forMs === null ? '' : ` ${seconds(forMs)}${ago}`);

/** Dead, hanging and absent look different, in greyscale as well. */
const looks: Readonly<Record<PartView['state'], Look>> = {
  running: { icon: 'live', as: '', says: ({ pid, note }) => note || (pid === null ? 'runs' : `process ${pid}`) },
  starting: { icon: 'starting', as: 'hurt', says: () => 'starting' },
  paused: { icon: 'paused', as: 'hurt', says: (part) => `hangs${since(part, '')}` },
  stopped: { icon: 'unavailable', as: 'dead', says: (part) => `stopped${since(part)}` },
  killed: { icon: 'unavailable', as: 'dead', says: (part) => `killed${since(part)}` },
  crashed: { icon: 'unavailable', as: 'dead', says: (part) => `crashed${since(part)}` },
  absent: { icon: 'disabled', as: 'absent', says: ({ note }) => note || 'absent' },
};

interface NodeProps {
  readonly name: PartName;
  readonly part: PartView | undefined;
  readonly style: React.CSSProperties;
  readonly moving: Moving | undefined;
}

const keys: Partial<Readonly<Record<PartView['state'], readonly (readonly [verb: string, words: string])[]>>> = {
  running: [
    ['kill', 'Kill'],
    ['pause', 'Pause'],
  ],
  paused: [
    ['unpause', 'Let go on'],
    ['kill', 'Kill'],
  ],
  killed: [['start', 'Start again']],
  crashed: [['start', 'Start again']],
  stopped: [['start', 'Start again']],
};

function Keys({ part: { name, state }, moving }: { readonly part: PartView; readonly moving: Moving }) {
  return (
    <div className="keys">
      {keys[state]?.map(([verb, words]) => (
        <button
          key={verb}
          type="button"
          className={verb === 'start' || verb === 'unpause' ? 'mini go' : 'mini'}
          aria-label={`${words} ${name}`}
          disabled={moving.isMoving(`parts/${name}/${verb}`)}
          onClick={() => moving.move(`parts/${name}/${verb}`)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}

function Node({ name, part, style, moving }: NodeProps) {
  const look = part && looks[part.state];
  const isHurt = part?.state === 'running' && part.note !== '';
  const as = ['node', look?.as, isHurt && 'hurt', name === 'gateway' && 'core'].filter(Boolean).join(' ');
  return (
    <div className={as} style={style} data-part={name} data-state={part?.state}>
      <b>
        <Icon name={isHurt ? 'stale' : (look?.icon ?? 'starting')} /> {name}
      </b>
      <p title={part?.note}>{part && look ? inWords(part, look) : 'not looked at yet'}</p>
      {part && moving && <Keys part={part} moving={moving} />}
    </div>
  );
}
