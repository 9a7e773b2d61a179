// What a benchmark has to say: one row for each figure, with its goal where there is one.

export interface Row {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** In words; null for a figure that is only told. */
  readonly goal: string | null;
  readonly holds: boolean;
}

export interface Report {
  /** A figure without a goal. */
  tell(id: string, value: number, unit: string): void;
  atMost(id: string, value: number, unit: string, goal: number): void;
  atLeast(id: string, value: number, unit: string, goal: number): void;
  /** Something a person should know about the figures that follow. Not in the JSON. */
  note(line: string): void;
  /** Prints the JSON, if that is wanted. Answers the exit code: 0 only when every goal is met. */
  end(): number;
}

/** Prints each row as it comes; with `json` nothing but one document at the end. */
export function report(json: boolean, print: (line: string) => void = console.log): Report {
  const rows: Row[] = [];
  const say = (line: string) => {
    if (!json) print(line);
  };
  const add = (id: string, value: number, unit: string, goal: string | null, holds: boolean) => {
    const row = { id, value: rounded(value), unit, goal, holds };
    rows.push(row);
    const verdict = goal === null ? '     ' : holds ? 'holds' : 'FAILS';
    say(
      `${verdict}  ${id.padEnd(62)}${String(row.value).padStart(8)} ${unit}${goal === null ? '' : ` (goal ${goal})`}`,
    );
  };
  return {
    tell: (id, value, unit) => add(id, value, unit, null, true),
    atMost: (id, value, unit, goal) => add(id, value, unit, `≤ ${rounded(goal)}`, value <= goal),
    atLeast: (id, value, unit, goal) => add(id, value, unit, `≥ ${rounded(goal)}`, value >= goal),
    note: say,
    end() {
      if (json) print(JSON.stringify({ rows }, null, 2));
      return rows.every(({ holds }) => holds) ? 0 : 1;
    },
  };
}

/** Three digits say enough; nothing a benchmark measures is as exact as that. */
const rounded = (value: number) => (value >= 1_000 ? Math.round(value) : Number(value.toPrecision(3)));
