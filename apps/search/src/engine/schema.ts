// What the index holds, and how its texts are read.
import type { estypes } from '@elastic/elasticsearch';
import { card } from '@evenkeel/contracts';
import { z } from 'zod';

/** A product in the index. */
export interface ProductDocument {
  readonly slug: string;
  readonly name: string;
  readonly noun: string;
  readonly tagline: string;
  readonly summary: string;
  readonly description: string;
  /** Names and values of the specifications, as one text. */
  readonly specifications: string;
  readonly category: string;
  readonly category_name: string;
  /** Slug and name in one, so that counting categories is one count: `smart-home Smart home`. */
  readonly category_label: string;
  readonly picture: string;
  readonly tile: number;
  readonly price_cents: number | null;
  readonly currency: string | null;
  readonly rating: number | null;
  /** As 2026-11-12. */
  readonly listed_on: string | null;
  readonly sales_rank: number;
}

/** What a hit brings back: enough for a card, and the texts to quote from. */
export const cardFields = [
  'slug',
  'name',
  'tagline',
  'picture',
  'tile',
  'category',
  'category_name',
  'price_cents',
  'currency',
  'rating',
  'noun',
  'summary',
  'specifications',
  'description',
] as const satisfies readonly (keyof ProductDocument)[];

/** The card in a document; an engine that was filled by somebody else is not believed. */
export const documentCard = z
  .object({
    slug: z.string(),
    name: z.string(),
    noun: z.string(),
    tagline: z.string(),
    summary: z.string(),
    specifications: z.string(),
    description: z.string(),
    picture: z.string(),
    tile: z.number(),
    category: z.string(),
    category_name: z.string(),
    price_cents: z.number().nullish(),
    currency: z.literal('USD').nullish(),
    rating: z.number().nullish(),
  })
  .transform((found) => ({
    noun: found.noun,
    texts: [found.summary, found.specifications, found.description],
    card: {
      slug: found.slug,
      name: found.name,
      tagline: found.tagline,
      picture: found.picture,
      tile: found.tile,
      category: { slug: found.category, name: found.category_name },
      price: found.price_cents && found.currency ? { cents: found.price_cents, currency: found.currency } : null,
      rating: found.rating ?? null,
    },
  }))
  .pipe(z.object({ noun: z.string(), texts: z.array(z.string()), card }));

const text = { type: 'text', analyzer: 'shop' } as const;
/** The words as they are: a misspelt one is nearer to "tracker" than to its stem "track". */
const plain = { plain: { type: 'text', analyzer: 'plain' } } as const;

/** `_meta` says which catalogue it holds, and up to where; see index/listing.ts. */
export const indexBody = (meta: Record<string, unknown>) =>
  ({
    settings: {
      number_of_shards: 1,
      auto_expand_replicas: '0-1',
      analysis: {
        filter: {
          english: { type: 'stemmer', language: 'light_english' },
          beginnings: { type: 'edge_ngram', min_gram: 1, max_gram: 20 },
        },
        analyzer: {
          shop: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'asciifolding', 'english'] },
          plain: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'asciifolding'] },
          beginnings: { type: 'custom', tokenizer: 'standard', filter: ['lowercase', 'asciifolding', 'beginnings'] },
        },
      },
    },
    mappings: {
      dynamic: 'strict',
      _meta: meta,
      properties: {
        slug: { type: 'keyword' },
        name: {
          ...text,
          fields: { ...plain, beginning: { type: 'text', analyzer: 'beginnings', search_analyzer: 'plain' } },
        },
        noun: { ...text, fields: plain },
        tagline: { ...text, fields: plain },
        summary: text,
        description: text,
        specifications: text,
        category: { type: 'keyword' },
        category_name: { ...text, fields: plain },
        category_label: { type: 'keyword' },
        picture: { type: 'keyword', index: false },
        tile: { type: 'byte', index: false },
        price_cents: { type: 'integer' },
        currency: { type: 'keyword', index: false },
        rating: { type: 'float' },
        listed_on: { type: 'date' },
        sales_rank: { type: 'integer' },
        popularity: { type: 'float' },
      },
    },
  }) satisfies Partial<estypes.IndicesCreateRequest>;
