// What became of each section: how often in which state, from which source, for which kind of reason, and how long it took.
import { Counter, Histogram, type Registry } from 'prom-client';
import type { TakenSection } from './section.ts';

export type ObserveSection = (page: string, name: string, taken: TakenSection) => void;

/** Labels come from our own plans and tables: their number is bounded, whatever people send. */
export function sectionMetrics(registry: Registry): ObserveSection {
  const answers = new Counter({
    name: 'page_sections_total',
    help: 'Sections of pages, by what became of them',
    labelNames: ['page', 'section', 'state', 'source', 'reason'],
    registers: [registry],
  });
  const times = new Histogram({
    name: 'page_section_seconds',
    help: 'Time from the start of a page until one of its sections was there',
    labelNames: ['page', 'section'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4],
    registers: [registry],
  });
  return (page, name, { section: { state, source, tookMs }, why }) => {
    answers.inc({ page, section: name, state, source, reason: why });
    times.observe({ page, section: name }, tookMs / 1_000);
  };
}
