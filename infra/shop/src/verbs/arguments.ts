// Words on the command line, made into something to rely on.

import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type PartName, partNames } from '@evenkeel/platform';

/** The command was not understood; the message says what would be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options and other words. Throws for an option that is not declared. */
export function parseWords<O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? `${error.message.split('. ')[0]}.` : String(error));
  }
}

/** Options of a verb that takes no other words. */
export function parseOptions<O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  const { positionals, values } = parseWords(args, options);
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is one word too many.`);
  return values;
}

/** Names of parts, each once. Throws when there are none, unless it is said which are meant then. */
export function parseParts(words: readonly string[], otherwise: readonly PartName[] = []): readonly PartName[] {
  const names = [...new Set(parseWords(words, {}).positionals)];
  for (const name of names) if (!isPartName(name)) throw new UsageError(`No part "${name}"; there are ${known}.`);
  const meant = names.length > 0 ? names.filter(isPartName) : otherwise;
  if (meant.length === 0) throw new UsageError(`A name is missing; there are ${known}.`);
  return meant;
}

/** Throws when it is no whole number, or out of its range. */
export function parseNumber(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`${option} must be a whole number from ${least} to ${most}, not "${text}".`);
}

const known = partNames.join(', ');

function isPartName(word: string): word is PartName {
  return (partNames as readonly string[]).includes(word);
}
