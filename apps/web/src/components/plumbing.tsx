// The plumbing: what the state of each section is and how it came about. In the HTML wherever the shop has it (PLUMBING=on); a
// checkbox shows it.
import type { Section, SectionState } from '@evenkeel/contracts';
import { plumbingOffered } from '../plumbing-offered.ts';
import { Icon } from './icon.tsx';

export function PlumbingTag({ section, via }: { section: Section<unknown>; via?: string | undefined }) {
  if (!plumbingOffered()) return null;
  const { state, source, ageMs, tookMs, data, reason } = section;
  const from = data === null && reason !== null ? causeIn(reason) : source;
  const facts = [via ?? from, ...(ageMs === null ? [] : [shortAge(ageMs)]), `${Math.round(tookMs)} ms`];
  return (
    <span className="tag" title={reason ?? undefined}>
      <Icon name={state} />
      <b>{state}</b> {facts.join(' · ')}
    </span>
  );
}

interface DockProps {
  readonly sections: Readonly<Record<string, Section<unknown>>>;
  readonly tookMs: number;
  readonly deadlineMs: number;
  readonly requestId: string;
}

export function PlumbingDock({ sections, tookMs, deadlineMs, requestId }: DockProps) {
  if (!plumbingOffered()) return null;
  const rows = Object.entries(sections);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and a keyboard must be able to do that, too
    <aside className="dock" aria-label="Plumbing" tabIndex={0}>
      <div className="wrap">
        <header>
          <b>Plumbing</b>
          <span>{summary(rows.map(([, section]) => section.state))}</span>
          <span>
            page finished in {Math.round(tookMs)} ms · limit {deadlineMs} ms · request {requestId.slice(0, 8)}
          </span>
        </header>
        <ol>
          {rows.map(([name, section]) => (
            <li key={name} data-dock={name} data-state={section.state} title={section.reason ?? undefined}>
              <span>
                <Icon name={section.state} /> {name}
              </span>
              <i style={{ '--w': `${Math.min(100, (section.tookMs / deadlineMs) * 100).toFixed(1)}%` }} />
              <em>{account(section)}</em>
            </li>
          ))}
        </ol>
      </div>
    </aside>
  );
}

/** What the words of the field mean, for those who meet them here first. */
const plainWords: Readonly<Record<SectionState, string>> = {
  live: 'of now',
  stale: 'from a saved copy',
  fallback: 'from another source',
  disabled: 'switched off',
  unavailable: 'missing',
};

/** "7 sections: 5 of now (live), 2 from a saved copy (stale)" */
function summary(states: readonly SectionState[]): string {
  const counts = Map.groupBy(states, (state) => state);
  const parts = [...counts].map(([state, all]) => `${all.length} ${plainWords[state]} (${state})`);
  return `${states.length} ${states.length === 1 ? 'section' : 'sections'}: ${parts.join(', ')}`;
}

/** "3 ms, copy, 7 min old, tier degraded, review: circuit breaker open" */
function account({ tookMs, source, ageMs, tier, reason }: Section<unknown>): string {
  const what = ageMs === null ? source : `copy, ${shortAge(ageMs)} old, tier ${tier}`;
  return [`${Math.round(tookMs)} ms`, ...(source === 'none' ? [] : [what]), ...(reason === null ? [] : [reason])].join(
    ', ',
  );
}

/**
 * "review: circuit breaker open, probe in 4 s" → "circuit breaker open", "review: connect ECONNREFUSED 127.0.0.1:4002" →
 * "connect ECONNREFUSED": a tag has room for no more.
 */
function causeIn(reason: string): string {
  const [cause = ''] = reason.replace(/^[^:,;]*: /, '').split(/[,;]/);
  return cause.replace(/ \S+:\d+$/, '').slice(0, 40);
}

function shortAge(ageMs: number): string {
  if (ageMs < 60_000) return `${Math.floor(ageMs / 1_000)} s`;
  return ageMs < 3_600_000 ? `${Math.floor(ageMs / 60_000)} min` : `${Math.floor(ageMs / 3_600_000)} h`;
}
