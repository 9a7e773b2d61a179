// Wires: width is traffic, colour its success; a breaker is a switch on its wire.
import type { BreakerView, Traffic, WireView } from '../../picture.ts';
import { ms, percent, rate, seconds } from '../words.ts';
import { busBar, places } from './layout.ts';

type Tone = 'live' | 'slow' | 'dead' | 'idle';

/** Below 99 % amber, below half red. */
export function toneOf(traffic: Traffic | null): Tone {
  if (traffic === null || traffic.success === null || traffic.perSecond < 0.05) return 'idle';
  if (traffic.success >= 0.99) return 'live';
  return traffic.success >= 0.5 ? 'slow' : 'dead';
}

const widthOf = (traffic: Traffic | null) => Math.min(5, 2 + 1.5 * Math.log10(1 + (traffic?.perSecond ?? 0)));

export function Line({ path, traffic }: { readonly path: string; readonly traffic: Traffic | null }) {
  const tone = toneOf(traffic);
  return (
    <>
      <path className={tone} d={path} strokeWidth={widthOf(traffic)} />
      {(tone === 'live' || tone === 'slow') && <path className="flow" d={path} />}
    </>
  );
}

const trafficInWords = (traffic: Traffic | null) => {
  if (traffic === null) return 'no figures';
  const { perSecond, success, p99Ms } = traffic;
  if (success === null) return 'no traffic';
  return [rate(perSecond), percent(success), ...(p99Ms === null ? [] : [`p99 ${ms(p99Ms)}`])].join(' · ');
};

const words = { CLOSED: 'CLOSED', HALF_OPEN: 'HALF-OPEN', OPEN: 'OPEN' } as const;
const room = 30;
const fitted = (text: string) => (text.length > room ? `${text.slice(0, room - 1)}…` : text);

/** From the bus bar to a service, through its breaker. */
export function BreakerWire({ wire: { to, traffic, breaker } }: { readonly wire: WireView }) {
  const place = places[to];
  if (place === undefined) return null;
  const y = place.top + place.height / 2;
  const state = breaker?.state ?? 'CLOSED';
  const tone = state === 'OPEN' ? 'dead' : state === 'HALF_OPEN' ? 'slow' : toneOf(traffic);
  return (
    <g className={tone}>
      <title>{`gateway to ${to}: ${trafficInWords(traffic)}`}</title>
      {state === 'OPEN' ? (
        <>
          <path d={`M${busBar.x} ${y}H470`} strokeWidth={2} />
          <path className="idle" d={`M508 ${y}H602`} />
        </>
      ) : (
        <Line path={`M${busBar.x} ${y}H604`} traffic={traffic} />
      )}
      <Switch state={state} y={y} />
      <text x="386" y={y - 14} className={tone === 'dead' ? 'dead' : undefined}>
        {trafficInWords(traffic)}
      </text>
      {breaker ? (
        <Words breaker={breaker} y={y} />
      ) : (
        <text x="386" y={y + 24}>
          no breakers told
        </text>
      )}
      {state === 'OPEN' && breaker?.retryAfterMs != null && <Countdown ms={breaker.retryAfterMs} x={566} y={y - 24} />}
    </g>
  );
}

function Switch({ state, y }: { readonly state: BreakerView['state']; readonly y: number }) {
  return (
    <>
      {state !== 'OPEN' && <rect className="plate" x="468" y={y - 9} width="40" height="18" />}
      {state === 'CLOSED' && <path d={`M474 ${y}H502`} strokeWidth="3.5" />}
      {state === 'OPEN' && <path d={`M474 ${y}L497 ${y - 21}`} strokeWidth="3.5" />}
      {state === 'HALF_OPEN' && <path d={`M474 ${y}L500 ${y - 9}`} strokeWidth="3.5" strokeDasharray="5 5" />}
      <circle className="terminal" cx="474" cy={y} r="4.5" />
      <circle className="terminal" cx="502" cy={y} r="4.5" />
    </>
  );
}

function Words({ breaker, y }: { readonly breaker: BreakerView; readonly y: number }) {
  const { state, of, notClosed, isolated, retryAfterMs, why, name } = breaker;
  const more = isolated ? 'by hand' : retryAfterMs === null ? '' : `probe in ${seconds(retryAfterMs)}`;
  const some = state !== 'CLOSED' && of > 1 ? `${notClosed} of ${of}` : more;
  return (
    <>
      <text x="386" y={y + 24}>
        <tspan className={`strong ${state}`}>{words[state]}</tspan> <tspan className="dim">{some}</tspan>
      </text>
      <text x="386" y={y + 41} className="dim">
        <title>{`${name}: ${why}`}</title>
        {fitted(why)}
      </text>
    </>
  );
}

const turn = 2 * Math.PI * 15;
/** A breaker of this shop stays open for so long, in ms; a longer wait is a full ring. */
const fullMs = 5_000;

function Countdown({ ms: left, x, y }: { readonly ms: number; readonly x: number; readonly y: number }) {
  const share = Math.min(1, left / fullMs);
  return (
    <g className="dead" transform={`translate(${x} ${y})`}>
      <circle className="ring back" r="15" />
      <circle className="ring" r="15" strokeDasharray={`${share * turn} ${turn}`} transform="rotate(-90)" />
      <text textAnchor="middle" y="4.5" className="dead strong">
        {Math.ceil(left / 1_000)}
      </text>
    </g>
  );
}
