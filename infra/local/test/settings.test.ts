import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rememberRunning } from '../src/running-shop.ts';
import { readSettings } from '../src/settings.ts';

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

/** Some of the ports that browsers refuse to open. */
const blocked = new Set([3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080]);

test('an offset that puts the shop where no browser goes is refused', () => {
  for (const port of blocked) expect(() => offset(String(port - 3000))).toThrow(`port ${port}, which browsers refuse`);
});

test('every other offset that keeps all ports below 65,536 is taken, and no other', () => {
  const allowed = fc.integer({ min: 0, max: 65_535 - 9_210 }).filter((number) => !blocked.has(number + 3000));
  fc.assert(fc.property(allowed, (number) => offset(String(number)) === number));
  expect(() => offset('56326')).toThrow();
});

test.each(['abc', '70000', '-1', '1.5', '1e3', ' 100', '0x10', '१'])(
  'an offset of "%s" is refused by name, in one line',
  (text) => {
    expect(() => offset(text)).toThrow(/^SHOP_PORT_OFFSET must be a whole number from 0 to 56325, not ".*"\.$/);
  },
);

test('an unknown log level is refused with the known ones', () => {
  expect(() => readSettings({ LOG_LEVEL: 'loud' })).toThrow(/^LOG_LEVEL must be one of trace, .*, not "loud"\.$/);
});

test('a command finds the ports of the running shop by itself, and refuses to look for them elsewhere', () => {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'evenkeel-offset-'));
  try {
    rememberRunning(stateDir, { portOffset: 100 });
    expect(readSettings({ SHOP_STATE_DIR: stateDir }).portOffset).toBe(100);
    expect(readSettings({ SHOP_STATE_DIR: stateDir, SHOP_PORT_OFFSET: '100' }).portOffset).toBe(100);
    expect(() => readSettings({ SHOP_STATE_DIR: stateDir, SHOP_PORT_OFFSET: '200' })).toThrow(
      /^SHOP_PORT_OFFSET is 200, but the shop in this folder runs with 100\./,
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
