import { notHere } from './refusal.ts';

/**
 * How many of `clauses` must fit. Three of Elasticsearch's forms: `1`, `100%`, and conditions like `2<-1 5<-2` (of more than two
 * all but one, of more than five all but two).
 */
export function minimumOf(rule: number | string, clauses: number): number {
  if (typeof rule === 'number') return rule;
  if (rule === '100%') return clauses;
  let least = clauses;
  for (const condition of rule.split(' ')) {
    const [, above, change] = /^(\d+)<-(\d+)$/.exec(condition) ?? [];
    if (above === undefined) throw notHere(`minimum_should_match [${rule}]`);
    if (clauses > Number(above)) least = clauses - Number(change);
  }
  return least;
}
