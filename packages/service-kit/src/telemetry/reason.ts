// Why something failed, in words for a log and for people: one line, bounded, and without a secret.

const longest = 200;
/** An error of several (a name with two addresses) is told with theirs, and these with theirs; it may be a circle. */
const deepest = 3;

/** Never throws, whatever was thrown. */
export function reasonOf(error: unknown): string {
  const text = textOf(error, deepest)
    .replaceAll(/\/\/[^/\s@]*@/g, '//…@') // Whoever logs in somewhere.
    .replaceAll(/\s+/g, ' ');
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function textOf(error: unknown, depth: number): string {
  try {
    if (error instanceof AggregateError && error.message === '' && depth > 0)
      return error.errors.map((each) => textOf(each, depth - 1)).join('; ');
    return error instanceof Error ? error.message : String(error);
  } catch {
    return 'something that has no text'; // That is all there is to tell.
  }
}
