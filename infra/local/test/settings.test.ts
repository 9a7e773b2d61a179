import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parts } from '@evenkeel/platform';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rememberRunning } from '../src/running-shop.ts';
import { readSettings, SettingError } from '../src/settings.ts';

/** A folder without a shop, whatever the checkout's own is doing. */
const empty = path.join(tmpdir(), 'evenkeel-no-shop-here');
const offset = (text: string) => readSettings({ SHOP_STATE_DIR: empty, SHOP_PORT_OFFSET: text }).portOffset;

test('without settings the shop runs on its own ports and keeps its state in the checkout', () => {
  const settings = readSettings({});
  expect(readSettings({ SHOP_STATE_DIR: empty }).portOffset).toBe(0);
  expect(settings.stateDir).toBe(`${settings.root}.shop`);
});

test('an empty setting is none', () => {
  expect(readSettings({ SHOP_PORT_OFFSET: '', SHOP_STATE_DIR: '', LOG_LEVEL: '' })).toEqual(readSettings({}));
});

/** Whether `fetch` refuses to speak to a port, and browsers with it. Nothing is sent: what it does not refuse ends at this dispatcher. */
async function isRefused(port: number): Promise<boolean> {
  const dispatcher = { dispatch: (_: unknown, handler: { onError(error: Error): void }) => handler.onError(allowed) };
  const init = { dispatcher } as unknown as RequestInit;
  return fetch(`http://127.0.0.1:${port}/`, init).then(
    () => false,
    (error: Error) => error.cause !== allowed,
  );
}
const allowed = new Error('fetch would have asked');

const openPorts = parts.filter(({ name }) => !/^(postgres|redis)/.test(name)).map(({ port }) => port);

test('an offset that puts a part where no browser and no fetch goes is refused by name, and every other is taken', async () => {
  const refused = new Set<number>();
  for (let port = 3_000; port < 12_000; port += 1) if (await isRefused(port)) refused.add(port);
  expect(refused).toContain(6_000);
  for (let number = 0; number <= 65_535 - 9_210; number += 1) {
    const bad = openPorts.find((port) => refused.has(port + number));
    if (bad === undefined) expect(offset(String(number))).toBe(number);
    else
      expect(() => offset(String(number))).toThrow(
        /^SHOP_PORT_OFFSET \d+ puts [a-z-]+ on port \d+, which .* Take another\.$/,
      );
  }
  expect(() => offset('56326')).toThrow();
});

test.each([
  [45, 'gateway', 4_045],
  [100, 'naive-gateway', 4_190],
  [659, 'web', 3_659],
  [870, 'elasticsearch', 10_080],
  [1_060, 'product', 5_061],
  [2_000, 'gateway', 6_000],
])('an offset of %i is refused: it puts %s on port %i', (number, part, port) => {
  expect(() => offset(String(number))).toThrow(
    `SHOP_PORT_OFFSET ${number} puts ${part} on port ${port}, which browsers and fetch refuse. Take another.`,
  );
});

test.each(['abc', '70000', '-1', '1.5', '1e3', ' 100', '0x10', '१'])(
  'an offset of "%s" is refused by name, in one line',
  (text) => {
    expect(() => offset(text)).toThrow(/^SHOP_PORT_OFFSET must be a whole number from 0 to 56325, not ".*"\.$/);
  },
);

test('any text is either a number that is taken, or refused in one line', () => {
  const digits = fc.stringMatching(/^[0-9]{1,6}$/);
  fc.assert(
    fc.property(fc.oneof(digits, fc.string({ minLength: 1 })), (text) => {
      try {
        return offset(text) === Number(text);
      } catch (error) {
        return error instanceof SettingError && /^SHOP_PORT_OFFSET .*\.$/.test(error.message);
      }
    }),
  );
});

test('an unknown log level is refused with the known ones', () => {
  expect(() => readSettings({ LOG_LEVEL: 'loud' })).toThrow(/^LOG_LEVEL must be one of trace, .*, not "loud"\.$/);
});

test('a command finds the ports of the running shop by itself, and refuses to look for them elsewhere', () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'evenkeel-offset-'));
  try {
    rememberRunning(stateDir, { portOffset: 200 });
    expect(readSettings({ SHOP_STATE_DIR: stateDir }).portOffset).toBe(200);
    expect(readSettings({ SHOP_STATE_DIR: stateDir, SHOP_PORT_OFFSET: '200' }).portOffset).toBe(200);
    expect(() => readSettings({ SHOP_STATE_DIR: stateDir, SHOP_PORT_OFFSET: '300' })).toThrow(
      /^SHOP_PORT_OFFSET is 300, but the shop in this folder runs with 200\./,
    );
  } finally {
    rmSync(stateDir, { recursive: true });
  }
});

const external = (text: string) =>
  readSettings({ SHOP_STATE_DIR: empty, ELASTICSEARCH_URL: text }).elsewhere?.elasticsearch;

test('an Elasticsearch that is named is used instead of the stand-in, and none when none is named', () => {
  expect(external('https://search.example:9200/')).toBe('https://search.example:9200');
  expect(external('')).toBeUndefined();
});

test.each(['search.example', 'ftp://search.example', '9200'])('an Elasticsearch at "%s" is refused by name', (text) => {
  expect(() => external(text)).toThrow(
    /^ELASTICSEARCH_URL must be an address that starts with http:\/\/ or https:\/\/\.$/,
  );
});

test('a command in another terminal means the Elasticsearch of the running shop, and tells no password', () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'evenkeel-external-'));
  const named = (ELASTICSEARCH_URL: string) => readSettings({ SHOP_STATE_DIR: stateDir, ELASTICSEARCH_URL }).elsewhere;
  try {
    rememberRunning(stateDir, { portOffset: 0, elasticsearchUrl: 'http://shop:secret@search.example:9200' });
    expect(named('')).toEqual({ elasticsearch: 'http://shop:secret@search.example:9200' });
    expect(() => named('http://elsewhere.example')).toThrow(
      /^ELASTICSEARCH_URL is http:\/\/elsewhere\.example, but the shop in this folder runs with http:\/\/search\.example:9200\./,
    );
    rememberRunning(stateDir, { portOffset: 0 });
    expect(() => named('http://elsewhere.example')).toThrow('runs with none');
  } finally {
    rmSync(stateDir, { recursive: true });
  }
});
