import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { startShop } from '../src/index.ts';
import { localShop } from '../src/shop.ts';
import { scratchSettings } from './scratch.ts';

const elsewhere = { elasticsearch: 'http://shop:secret@search.example:9200' };

function shopWithout(portOffset = 24_800) {
  const settings = { ...scratchSettings(portOffset), elsewhere };
  onTestFinished(() => rmSync(settings.stateDir, { recursive: true }));
  return localShop(settings, { parts: ['elasticsearch'] });
}

test('a part that runs elsewhere is shown as absent, with where it is and without its password', async () => {
  const shop = shopWithout();
  const note = 'external: http://search.example:9200 (cannot be killed here)';
  expect(await shop.platform.list()).toMatchObject([{ state: 'absent', pid: null, note }]);
  await expect(shop.platform.start('elasticsearch')).rejects.toThrow(`elasticsearch is ${note}.`);
  await expect(shop.platform.kill('elasticsearch')).rejects.toThrow('it is absent');
});

test('it is nothing that a start has to bring up, so that the shop comes up without it', async () => {
  const shop = shopWithout();
  expect(await shop.up()).toEqual([]);
  await shop.down();
});

test('a shop of one’s own does not miss it, and knows where it is', async () => {
  const { stateDir } = scratchSettings();
  const shop = await startShop({ stateDir, portOffset: 'free', parts: ['elasticsearch'], elsewhere });
  expect(shop.url('elasticsearch')).toBe('http://shop:secret@search.example:9200');
  await shop.destroy();
});
