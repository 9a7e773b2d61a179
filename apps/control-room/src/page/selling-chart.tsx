// Two lines over a few minutes, drawn here: a charting library asks the browser for its language when it is loaded, and with one that is
// none (Chromium under a POSIX locale has such) the whole room would be blank.
import type { Selling, SellingPoint } from '../picture.ts';
import { clock, percent } from './words.ts';

const frame = { left: 34, right: 344, top: 26, bottom: 186 } as const;
/** At least so much is shown, in ms: the first minute is not stretched over all the width. */
const leastSpanMs = 120_000;

export function SellingChart({ points }: { readonly points: readonly SellingPoint[] }) {
  const [first, last] = [points[0], points.at(-1)];
  const end = last ? Date.parse(last.at) : 0;
  const begin = Math.min(first ? Date.parse(first.at) : 0, end - leastSpanMs);
  const x = (at: string) => frame.left + ((Date.parse(at) - begin) / (end - begin)) * (frame.right - frame.left);
  const y = (share: number) => frame.bottom - share * (frame.bottom - frame.top);
  const line = (shop: keyof Selling) =>
    points
      .flatMap((point) => {
        const share = point[shop];
        return share === null ? [] : [`${x(point.at).toFixed(1)} ${y(share).toFixed(1)}`];
      })
      .map((at, index) => `${index === 0 ? 'M' : 'L'}${at}`)
      .join('');
  const words = (shop: keyof Selling) => {
    const share = last?.[shop];
    return typeof share === 'number' ? percent(share) : 'unknown';
  };
  return (
    <section className="panel time" aria-labelledby="selling">
      <header>
        <h2 id="selling">Pages that sell</h2>
        <span>with Add to cart, %</span>
      </header>
      <svg
        viewBox="0 0 344 222"
        role="img"
        aria-label={`Protected shop ${words('protected')}. Naive shop ${words('naive')}.`}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <path className="grid" d={`M${frame.left} ${y(share)}H${frame.right}`} />
            <text x={frame.left - 6} y={y(share) + 4} textAnchor="end">
              {share * 100}
            </text>
          </g>
        ))}
        <path className="bad" d={line('naive')} />
        <path className="good" d={line('protected')} />
        <text className="label" x={frame.left + 10} y={frame.top - 8}>
          protected {words('protected')}
        </text>
        <text className="label" x={frame.right} y={frame.top - 8} textAnchor="end">
          naive {words('naive')}
        </text>
        {last && (
          <>
            <text x={frame.left} y="214">
              {clock(new Date(begin).toISOString())}
            </text>
            <text x={frame.right} y="214" textAnchor="end">
              {clock(last.at)}
            </text>
          </>
        )}
      </svg>
    </section>
  );
}
