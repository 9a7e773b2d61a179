import { parseNumber, parseParts, parseWords, UsageError } from './arguments.ts';
import type { Run } from './verb.ts';

/** Ends by Ctrl-C when it follows. */
export const logs: Run = async ({ shop, args, print }) => {
  const { positionals, values } = parseWords(args, {
    follow: { type: 'boolean', short: 'f' },
    lines: { type: 'string', short: 'n', default: '100' },
  });
  const [name, ...more] = parseParts(positionals);
  if (!name || more.length > 0) throw new UsageError('One name at a time.');
  for (const line of await shop.tail(name, parseNumber(values.lines, '-n', 1, 10_000))) print(line);
  if (values.follow) await shop.follow(name, (text) => process.stdout.write(text), new AbortController().signal);
  return 0;
};
