// Texts as words, near enough to what Elasticsearch makes of them: letters and digits, lower case, no accents, singular.

export const tokensOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((token) => token !== '');

/** The terms that a field keeps of one word of its text: a field called `….beginning` keeps all beginnings of the word. */
export function termsOf(token: string, field: string): string | string[] {
  if (!field.endsWith('.beginning')) return singular(plain(token));
  const letters = [...plain(token)].slice(0, longestBeginning);
  return letters.map((_, end) => letters.slice(0, end + 1).join(''));
}

/** What a word of a query is looked up as in that field. */
export const wordFor = (field: string) => (word: string) =>
  field.endsWith('.beginning') ? plain(word) : singular(plain(word));

const longestBeginning = 20;

const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ð: 'd',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
};

/** As the filters lowercase and asciifolding do, for the letters of Europe. */
const plain = (token: string): string =>
  token
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[øđłðıæœßþ]/g, (letter) => letters[letter] ?? letter);

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && /[^su]s$/.test(word) && !word.endsWith('is')) return word.slice(0, -1);
  return word;
}
