// Where everything is on the map, in px. Nothing is ever rearranged: an operator finds review blind.
import type { PartName } from '@evenkeel/platform';
import type { WireView } from '../../picture.ts';

export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const size = { width: 1_100, height: 548 } as const;
/** From here the gateway's wires go out. */
export const busBar = { x: 372, top: 48, bottom: 496 } as const;

const row = (index: number) => 48 + index * 112;
const service = (index: number): Place => ({ left: 606, top: row(index) - 47, width: 184, height: 94 });
const store = (index: number): Place => ({ left: 918, top: row(index) - 29, width: 182, height: 58 });

export const places: Partial<Readonly<Record<PartName, Place>>> = {
  web: { left: 0, top: 240, width: 126, height: 64 },
  gateway: { left: 190, top: 216, width: 154, height: 112 },
  product: service(0),
  review: service(1),
  recommendation: service(2),
  search: service(3),
  payment: service(4),
  'postgres-replica': store(0),
  postgres: store(1),
  redis: store(2),
  elasticsearch: store(3),
  bank: store(4),
};

const middle = ({ top, height }: Place) => top + height / 2;
/** Between two wires that end at the same part. */
const gap = 13;

export interface Curve {
  readonly wire: WireView;
  readonly path: string;
}

/** The wires from the services to their stores: each end has its own height, in the order in which they come, so that few cross. */
export function curvesOf(wires: readonly WireView[]): Curve[] {
  const drawn = wires.filter(({ from }) => from !== 'web' && from !== 'gateway');
  const end = (wire: WireView, side: 'from' | 'to') => {
    const other = side === 'from' ? 'to' : 'from';
    const place = places[wire[side]];
    const all = drawn
      .filter((one) => one[side] === wire[side])
      .toSorted((a, b) => middleOf(a[other]) - middleOf(b[other]));
    const offset = (all.indexOf(wire) - (all.length - 1) / 2) * gap;
    return (place ? middle(place) : 0) + offset;
  };
  return drawn.map((wire) => {
    const [y1, y2] = [end(wire, 'from'), end(wire, 'to')];
    return { wire, path: `M790 ${y1}C854 ${y1} 854 ${y2} 915 ${y2}` };
  });
}

const middleOf = (name: PartName) => {
  const place = places[name];
  return place ? middle(place) : 0;
};
