// Settings come from the environment and are checked before anything starts: a bad one ends the start with one line.
import { z } from 'zod';

/** A setting is missing or wrong. Its message is one line for the person who starts the service; it never holds the value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the settings that `schema` names from `env`. An empty variable counts as one that is not set.
 * @throws ConfigError naming every bad setting and what it must be, in one line
 */
export function loadConfig<T>(
  schema: z.ZodType<T>,
  env: Readonly<Record<string, string | undefined>> = process.env,
): T {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const complaints = result.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return `${name} ${issue.message}${name in set ? '' : ' (it is not set)'}`;
  });
  throw new ConfigError([...new Set(complaints)].join('; '));
}

/** A setting that is a whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string(message)
    .regex(/^\d{1,12}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** A setting that is an address with one of the `protocols`, such as `postgresql:`. */
export function address(...protocols: readonly string[]) {
  const message = `must be an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  return z
    .string(message)
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).host, message);
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Where people hear of circuit breakers that open; without it only the log tells. */
export const alertSettings = { ALERT_WEBHOOK_URL: address('http:', 'https:').optional() };

/** The settings that every service has: where it listens, how much it logs, and whom it alerts. */
export const serviceSettings = {
  PORT: wholeNumber(1, 65_535),
  HOST: z.ipv4('must be an IPv4 address').default('127.0.0.1'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  ...alertSettings,
};

/** The settings of a service that reads from a PostgreSQL primary and its replica. */
export const postgresSettings = {
  DATABASE_URL: address('postgres:', 'postgresql:'),
  DATABASE_REPLICA_URL: address('postgres:', 'postgresql:'),
};

/** Runs the start of a program. A {@link ConfigError} is printed as its one line, anything else with its stack; both exit with code 1. */
export async function runMain(main: () => Promise<unknown>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}
