// Text that means something to SQL, to LIKE, to the query language of an engine, to HTML or to a terminal; to a search it is text.
import { searchLimits } from '@evenkeel/contracts';
import { describe, expect, test } from 'vitest';
import { products } from './by-hand.ts';
import type { SearchShop } from './search-shop.ts';

/** None of these is in the catalogue: whoever finds products with one has taken it for something else than text. */
const meaningless = [
  '%',
  '_',
  '\\',
  '*',
  '"',
  "'",
  '🎧',
  '%%%',
  '___',
  'l_ptop%xyzzy',
  "xyzzy' or '1'='1",
  'xyzzy"; drop table products; --',
  'xyzzy%" or 1=1) union select * from prices --',
  '{"query":{"match_all":{}}}xyzzy',
  'xyzzyname:* OR slug:[* TO *]',
  '$' + '{jndi:ldap://xyzzy}',
  '<script>xyzzy</script>',
  'שלום עולם',
  'مرحبا بالعالم',
  '\u202exyzzy\u202c',
  '电脑配件',
  'q'.repeat(searchLimits.queryLength),
  'xyzzyplugh '.repeat(18).trim(),
];

/** These have a word that the catalogue knows, and whatever stands around it takes nothing away. */
const meaningful = [
  'laptop%',
  '_laptop_',
  '\\laptop\\',
  '"laptop"',
  "'laptop'",
  'laptop 🎧',
  'läptöp',
  '\u202elaptop\u202c',
  'LAPTOP!!',
];

/** @param finds whether this rung looks for words at all */
export function hostileTextHolds(quality: 'high' | 'medium' | 'low' | 'none', shop: () => SearchShop, finds: boolean) {
  describe(`hostile text at quality ${quality}`, () => {
    if (finds) {
      test.each(meaningless)('%j is text that is found nowhere', async (q) => {
        expect((await shop().findAt(quality, { q })).results.total).toBe(0);
      });

      test.each(meaningful)('%j finds the laptop', async (q) => {
        expect((await shop().findAt(quality, { q })).results.items[0]?.slug).toBe('laptop');
      });

      test('a hundred per cent is a number and a sign, not everything', async () => {
        expect((await shop().findAt(quality, { q: '100%' })).results.total).toBeLessThan(products.length / 4);
      });
    } else {
      test.each([...meaningless, ...meaningful])('%j is answered with products of the shop, or none', async (q) => {
        const { results } = await shop().findAt(quality, { q });
        const known = new Set(products.map(({ slug }) => slug));
        expect(results.items.filter(({ slug }) => !known.has(slug))).toEqual([]);
        expect(results.items.length > 0).toBe(quality === 'low');
      });
    }

    test('signs that stand for many letters make no answer longer than a query may be', async () => {
      const { results } = await shop().findAt(quality, { q: `labtop usb ${'㌖'.repeat(160)}` });
      expect((results.correctedTo ?? '').length).toBeLessThanOrEqual(searchLimits.queryLength);
    });

    test('control characters are spaces', async () => {
      const { results } = await shop().findAt(quality, { q: 'lap\u0007top\t\u001b[31m' });
      expect(results.wish.q).toBe('lap top [31m');
    });

    test('nothing of it was executed, and nothing was an error of ours', async () => {
      expect(
        shop()
          .service.log()
          .filter(({ level }) => level === 'error'),
      ).toEqual([]);
    });
  });
}
