// What people search for in the benchmark: a mix that asks every rung for all it can do. The same in every run.
import { type CatalogueProduct, catalogue } from '@evenkeel/catalogue';

/** Kind of search → how it asks for a product. */
const kinds: Readonly<Record<string, (product: CatalogueProduct) => Record<string, string>>> = {
  plain: ({ noun }) => ({ q: noun }),
  name: ({ name }) => ({ q: name }),
  typo: ({ noun }) => ({ q: mistyped(noun) }),
  filters: ({ noun, category }) => ({ q: noun, category, minPrice: '20', maxPrice: '2000', rating: '3' }),
  sort: ({ noun }) => ({ q: noun, sort: 'price-asc' }),
  'page 20': ({ noun }) => ({ q: noun, page: '20' }),
  everything: () => ({ sort: 'rating', page: '2' }),
};

/** Every so many products of the catalogue one is searched for, in each way. */
const stride = 9;

/** The addresses at the search service, the kinds taking turns. */
export const searchPaths: readonly string[] = catalogue()
  .products.filter((_, position) => position % stride === 0)
  .flatMap((product) => Object.values(kinds).map((ask) => `/search?${new URLSearchParams(ask(product))}`));

/** What people have typed of a name when they stop for a moment: three letters, and the first word with the next letter. */
export const suggestPaths: readonly string[] = catalogue()
  .products.filter((_, position) => position % stride === 0)
  .flatMap(({ name }) => [name.slice(0, 3), name.replace(/ (\S).*/, ' $1')])
  .map((q) => `/suggest?${new URLSearchParams({ q })}`);

/** The second letter and the third change places; a word of less than five is typed right. */
function mistyped(word: string): string {
  if (word.length < 5) return word;
  return `${word[0]}${word[2]}${word[1]}${word.slice(3)}`;
}
