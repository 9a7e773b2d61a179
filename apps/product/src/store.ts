// The SQL of the product service. Descriptions come from the replica; price and stock from the primary, which is never behind.
import type { PostgresReads } from '@evenkeel/service-kit/postgres/reads';

export interface ProductRow {
  slug: string;
  name: string;
  noun: string;
  tagline: string;
  summary: string;
  description: string;
  picture: string;
  picture_alt: string;
  tile: number;
  category_slug: string;
  category_name: string;
  specifications: { name: string; value: string }[];
}

export interface CardRow {
  slug: string;
  name: string;
  tagline: string;
  picture: string;
  tile: number;
  category_slug: string;
  category_name: string;
  price_cents: number | null;
  currency: 'USD' | null;
  rating: number | null;
}

export interface CategoryRow {
  slug: string;
  name: string;
  picture: string;
  product_count: number;
}

/** A list that belongs to something: `card` is null in the only row when there is something, but nothing in its list. */
interface ListRow {
  card: CardRow | null;
}

/**
 * What the databases are read for → queries at a time. Each needs other tables, or is asked by others: whatever holds one up, a
 * lock or a slow plan, holds up that one.
 */
export const shares = { product: 4, price: 3, stock: 3, related: 2, cards: 3, lists: 2, categories: 2 } as const;

export type ProductReads = PostgresReads<keyof typeof shares>;

export type ProductStore = ReturnType<typeof productStore>;

export function productStore(reads: ProductReads) {
  return {
    async product(slug: string, signal: AbortSignal) {
      const [row] = await reads.query<ProductRow>(productSql, [slug], { signal, for: 'product' });
      return row;
    },

    async price(slug: string, signal: AbortSignal) {
      const [row] = await reads.query<{ price_cents: number; currency: 'USD' }>(priceSql, [slug], {
        signal,
        prefer: 'primary',
        for: 'price',
      });
      return row;
    },

    async stock(slug: string, signal: AbortSignal) {
      const [row] = await reads.query<{ amount: number; delivery_days: number }>(stockSql, [slug], {
        signal,
        prefer: 'primary',
        for: 'stock',
      });
      return row;
    },

    /** The cards beside a product; undefined when there is no such product. */
    async related(slug: string, signal: AbortSignal) {
      const rows = await reads.query<ListRow>(relatedSql, [slug], { signal, for: 'related' });
      return rows.length === 0 ? undefined : cardsIn(rows);
    },

    cards: (slugs: readonly string[], signal: AbortSignal) =>
      reads.query<CardRow>(cardsSql, [slugs], { signal, for: 'cards' }),

    bestsellers: (limit: number, signal: AbortSignal) =>
      reads.query<CardRow>(bestsellersSql, [limit], { signal, for: 'lists' }),

    categories: (signal: AbortSignal) => reads.query<CategoryRow>(categoriesSql, [], { signal, for: 'categories' }),

    /** A category and its cards; undefined when there is no such category. */
    async category(slug: string, signal: AbortSignal) {
      const rows = await reads.query<CategoryRow & ListRow>(categorySql, [slug], { signal, for: 'lists' });
      const [category] = rows;
      return category && { category, cards: cardsIn(rows) };
    },
  };
}

const cardsIn = (rows: readonly ListRow[]): CardRow[] => rows.flatMap(({ card }) => card ?? []);

const productSql = `
  select
    products.*, categories.slug as category_slug, categories.name as category_name,
    coalesce((
      select json_agg(json_build_object('name', s.name, 'value', s.value) order by s.position)
      from specifications s where s.product_id = products.id
    ), '[]') as specifications
  from products join categories on categories.id = products.category_id
  where products.slug = $1`;

const priceSql = `
  select price_cents, currency from prices join products on products.id = product_id where slug = $1`;

const stockSql = `
  select amount, delivery_days from stock join products on products.id = product_id where slug = $1`;

const relatedSql = `
  select row_to_json(cards) as card
  from products
  left join related_products on related_products.product_id = products.id
  left join cards on cards.id = related_id
  where products.slug = $1
  order by related_products.position`;

const cardsSql = 'select * from cards where slug = any($1) order by array_position($1, slug)';

const bestsellersSql = 'select * from cards order by sales_rank limit $1';

const categoriesSql = `
  select categories.slug, categories.name, categories.picture, count(products.id)::int as product_count
  from categories left join products on products.category_id = categories.id
  group by categories.id order by categories.position`;

/** At most 100 cards, as the contract allows. */
const categorySql = `
  select
    categories.slug, categories.name, categories.picture,
    (select count(*)::int from products where category_id = categories.id) as product_count,
    row_to_json(cards) as card
  from categories left join cards on cards.category_id = categories.id
  where categories.slug = $1
  order by cards.sales_rank
  limit 100`;
