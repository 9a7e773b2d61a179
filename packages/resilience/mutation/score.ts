// What a run has shown, file by file. A mutant that no test has noticed is one that survived, or that no test came near.
import { readFile } from 'node:fs/promises';

interface Report {
  files: Record<string, { mutants: { status: string }[] }>;
}

export interface Score {
  readonly what: string;
  readonly killed: number;
  /** Killed by the clock: the mutant ran on and on. */
  readonly timedOut: number;
  readonly survived: number;
  /** Mutants that could not be run, and that say nothing therefore. */
  readonly ignored: number;
}

/** In per cent of those that say something; 100 where none does. */
export function percentOf({ killed, timedOut, survived }: Score): number {
  const all = killed + timedOut + survived;
  return all === 0 ? 100 : (100 * (killed + timedOut)) / all;
}

/** The score of every file in Stryker's report. */
export async function scoresIn(report: URL): Promise<Score[]> {
  const { files } = JSON.parse(await readFile(report, 'utf8')) as Report;
  return Object.entries(files).map(([what, { mutants }]) => {
    const count = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
    const killed = count('Killed');
    const timedOut = count('Timeout');
    const survived = count('Survived', 'NoCoverage');
    return { what, killed, timedOut, survived, ignored: mutants.length - killed - timedOut - survived };
  });
}

export function sumOf(what: string, scores: readonly Score[]): Score {
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0);
  return {
    what,
    killed: sum((score) => score.killed),
    timedOut: sum((score) => score.timedOut),
    survived: sum((score) => score.survived),
    ignored: sum((score) => score.ignored),
  };
}

export function line(score: Score): string {
  const { what, killed, timedOut, survived, ignored } = score;
  const percent = `${percentOf(score).toFixed(1)} %`.padStart(8);
  const rest = ignored > 0 ? `, ${ignored} say nothing` : '';
  return `${percent}  ${what.padEnd(36)} ${killed} killed, ${timedOut} timed out, ${survived} survived${rest}`;
}
