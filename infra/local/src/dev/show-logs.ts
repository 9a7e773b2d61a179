// What programs say while somebody works on them: everything that is no log line of theirs (a syntax error, a stack, Next's
// messages), and of their log lines the warnings and errors. The rest is in `shop logs NAME`.

import type { PartName } from '@evenkeel/platform';
import { followLog } from '@evenkeel/platform';
import type { LocalShop } from '../shop.ts';

const shownLevels: ReadonlySet<unknown> = new Set(['warn', 'error', 'fatal']);

/** Shows what is written from now on, until the signal aborts. */
export function showLogs(
  { platform }: LocalShop,
  names: readonly PartName[],
  print: (line: string) => void,
  signal: AbortSignal,
): void {
  for (const name of names) {
    let rest = '';
    const write = (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const shown = worthShowing(line);
        if (shown !== undefined) print(`${name} | ${shown}`);
      }
    };
    void followLog(platform.logFile(name), write, signal);
  }
}

/** What Next's development server says of each request that went well. */
const goodAnswer = /^ (GET|HEAD|POST) \S+ [23]\d\d in /;

/** The line as a person reads it; undefined for one that nobody has to see. */
export function worthShowing(line: string): string | undefined {
  if (line.trim() === '' || goodAnswer.test(line)) return undefined;
  const entry = logEntry(line);
  if (entry === undefined) return line;
  if (!shownLevels.has(entry.level)) return undefined;
  const why = [entry.reason, entry.err?.message].filter((text) => text !== undefined);
  return [`${entry.level}: ${entry.msg ?? ''}`, ...why].join('; ');
}

interface LogEntry {
  readonly level?: string;
  readonly msg?: string;
  readonly reason?: string;
  readonly err?: { readonly message?: string };
}

/** Undefined for what is no line of a structured log. */
function logEntry(line: string): LogEntry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as LogEntry;
  } catch {
    return undefined; // A line that only looks like one is shown as it is.
  }
}
