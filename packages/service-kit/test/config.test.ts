import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError, loadConfig, postgresSettings, serviceSettings } from '../src/config.ts';

const schema = z.object({ ...serviceSettings, DATABASE_URL: postgresSettings.DATABASE_URL });
const good = { PORT: '4001', DATABASE_URL: 'postgresql://shop:secret@127.0.0.1:5440/product' };

/** The one line that the start ends with. */
function complaint(env: Record<string, string | undefined>): string {
  try {
    loadConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error('there was no complaint');
}

test('reads numbers as numbers, and listens on this machine only unless told otherwise', () => {
  expect(loadConfig(schema, good)).toEqual({ ...good, PORT: 4001, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
});

test.each(['abc', '0', '65536', '-1', '4001.5', '1e3', ' 4001'])('a port of "%s" ends the start', (PORT) => {
  expect(complaint({ ...good, PORT })).toBe('PORT must be a whole number from 1 to 65535');
});

test.each([undefined, ''])('a port that is %j is called not set', (PORT) => {
  expect(complaint({ ...good, PORT })).toBe('PORT must be a whole number from 1 to 65535 (it is not set)');
});

test('names every bad setting in one line', () => {
  const line = complaint({ ...good, PORT: 'x', LOG_LEVEL: 'loud' });
  expect(line).toContain('PORT must be');
  expect(line).toContain('LOG_LEVEL must be one of');
  expect(line).not.toContain('\n');
});

test.each(['mysql://shop:secret@db/product', 'secret', 'postgresql://'])('does not repeat the value of %s', (url) => {
  const line = complaint({ ...good, DATABASE_URL: url });
  expect(line).toBe('DATABASE_URL must be an address that starts with postgres:// or postgresql://');
});
