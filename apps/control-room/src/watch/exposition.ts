// The text in which Prometheus metrics are exposed, as far as prom-client writes it: no timestamps, no exemplars.

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const escapes: Readonly<Record<string, string>> = { n: '\n' };

/** The samples of these metrics. What cannot be read is left out. */
export function samplesOf(text: string, wanted: ReadonlySet<string>): Map<string, Sample[]> {
  const found = new Map<string, Sample[]>([...wanted].map((name) => [name, []]));
  for (const one of text.split('\n')) {
    const end = one.search(/[{ ]/);
    const samples = found.get(one.slice(0, end));
    const [, , labels = '', number] = (samples && line.exec(one)) ?? [];
    const value = numberOf(number);
    if (samples && value !== undefined) samples.push({ labels: labelsOf(labels), value });
  }
  return found;
}

const labelsOf = (text: string) =>
  Object.fromEntries([...text.matchAll(label)].map(([, name = '', value = '']) => [name, unescaped(value)]));
const unescaped = (text: string) => text.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);

function numberOf(text: string | undefined): number | undefined {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  const value = Number(text);
  return text === undefined || Number.isNaN(value) ? undefined : value;
}
