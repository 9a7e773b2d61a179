// The map's twin: the same data for whoever cannot see the map, or wants the figures.
import type { Picture, WireView } from '../../picture.ts';
import { ms, percent, rate, seconds } from '../words.ts';

export function MapTable({ picture }: { readonly picture: Picture | undefined }) {
  if (picture === undefined) return <p className="none">Not looked at yet.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keyboard
    <section className="tables" tabIndex={0} aria-label="The shop as a table">
      <table>
        <caption>Parts</caption>
        <Heads names={['Part', 'State', 'For', 'Process', 'Note']} />
        <tbody>
          {picture.parts.map(({ name, state, forMs, pid, note, facts }) => (
            <tr key={name} className={state}>
              <th scope="row">{name}</th>
              <td>{state}</td>
              <td>{forMs === null ? '' : seconds(forMs)}</td>
              <td>{pid}</td>
              <td>{[note, ...facts].filter(Boolean).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>Wires</caption>
        <Heads names={['From', 'To', 'Calls', 'Success', 'p99', 'Breaker']} />
        <tbody>
          {picture.wires.map((wire) => (
            <Row key={`${wire.from} ${wire.to}`} wire={wire} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Heads = ({ names }: { readonly names: readonly string[] }) => (
  <thead>
    <tr>
      {names.map((name) => (
        <th key={name} scope="col">
          {name}
        </th>
      ))}
    </tr>
  </thead>
);

const Row = ({ wire: { from, to, traffic, breaker } }: { readonly wire: WireView }) => (
  <tr>
    <th scope="row">{from}</th>
    <td>{to}</td>
    <td>{traffic === null ? 'no figures' : traffic.success === null ? 'no traffic' : rate(traffic.perSecond)}</td>
    <td>{traffic?.success == null ? '' : percent(traffic.success)}</td>
    <td>{traffic?.p99Ms == null ? '' : ms(traffic.p99Ms)}</td>
    <td>{breaker ? `${breaker.state.replace('_', '-')} (${breaker.name}), ${breaker.why}` : ''}</td>
  </tr>
);
