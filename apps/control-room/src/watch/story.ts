// What has happened between two pictures, in words for the time line.
import type { PartName } from '@evenkeel/platform';
import type { Happening, PartView, Picture, Told, WireView } from '../picture.ts';

/** @param moved parts that somebody has moved by hand since: that is told already */
export function whatHappened(
  before: Picture,
  now: Picture,
  moved: Pick<ReadonlySet<PartName>, 'has'> = new Set(),
): Told[] {
  return [...toParts(before, now, moved), ...toBreakers(before, now), ...toShops(before, now)];
}

const partWords: Readonly<Record<PartView['state'], readonly [Happening['tone'], string]>> = {
  running: ['live', 'runs'],
  starting: ['disabled', 'is starting'],
  paused: ['stale', 'hangs'],
  stopped: ['disabled', 'was stopped'],
  killed: ['unavailable', 'was killed'],
  crashed: ['unavailable', 'has crashed'],
  absent: ['disabled', 'is absent'],
};

function* toParts(before: Picture, now: Picture, moved: Pick<ReadonlySet<PartName>, 'has'>): Generator<Told> {
  for (const part of now.parts) {
    const old = before.parts.find(({ name }) => name === part.name);
    if (old === undefined || moved.has(part.name) || (old.state === part.state && old.pid === part.pid)) continue;
    const [tone, words] = partWords[part.state];
    const isBack = part.state === 'running' && old.state !== 'running';
    const detail = [part.note, part.pid === null ? `process ${old.pid}` : `process ${part.pid}`].filter(
      (one) => one !== '',
    );
    yield { tone, title: `${part.name} ${isBack ? 'is back' : words}`, detail: detail.join(', ') };
  }
}

const breakerTones = { CLOSED: 'live', HALF_OPEN: 'stale', OPEN: 'unavailable' } as const;
const breakerWords = { CLOSED: 'closed again', HALF_OPEN: 'is tried (half-open)', OPEN: 'opened' } as const;

function* toBreakers(before: Picture, now: Picture): Generator<Told> {
  const key = ({ from, to }: WireView) => `${from} ${to}`;
  const old = new Map(before.wires.map((wire) => [key(wire), wire.breaker]));
  for (const wire of now.wires) {
    const was = old.get(key(wire));
    if (!was || !wire.breaker || was.state === wire.breaker.state) continue;
    const { state, why, name } = wire.breaker;
    yield {
      tone: breakerTones[state],
      title: `${wire.to} breaker ${breakerWords[state]}`,
      detail: state === 'CLOSED' ? `of ${wire.from}` : `${name}: ${why}`,
    };
  }
}

const shopNames = { protected: 'The protected shop', naive: 'The naive shop' } as const;

function* toShops(before: Picture, now: Picture): Generator<Told> {
  for (const shop of ['protected', 'naive'] as const) {
    const [was, is] = [before.shops[shop], now.shops[shop]];
    if (!was || !is) continue;
    if (was.sells !== is.sells)
      yield is.sells
        ? { tone: 'live', title: `${shopNames[shop]} sells again`, detail: `${is.shown} of ${is.sections} sections` }
        : {
            tone: 'unavailable',
            title: `${shopNames[shop]} does not sell`,
            detail: is.status === null ? 'no answer' : `HTTP ${is.status}`,
          };
    else if (is.sells && was.shown !== is.shown)
      yield {
        tone: is.shown < is.sections ? 'stale' : 'live',
        title: `${shopNames[shop]} shows ${is.shown} of ${is.sections} sections`,
        detail: `before ${was.shown}`,
      };
  }
}
