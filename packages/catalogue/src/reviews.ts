// What buyers said: stars, words that fit the stars and the kind of product, and days that don't lie in the future.
import { classicReviews, olderClassicStars } from './classic-reviews.ts';
import { catalogueDay, dayMs } from './day.ts';
import { kinds } from './kinds/index.ts';
import { type CatalogueProduct, products } from './products.ts';
import { deckOf, type Random, randomOf, shuffled } from './random.ts';
import { authors, verdicts } from './review-words.ts';

export interface CatalogueReview {
  readonly id: string;
  readonly stars: number;
  readonly title: string;
  readonly text: string;
  readonly author: string;
  /** ISO 8601 day. */
  readonly date: string;
  /** Whether the author bought the product here. */
  readonly verified: boolean;
}

/** All reviews of the product `slug`, newest first; none when there is no such product. */
export function reviewsOf(slug: string): CatalogueReview[] {
  const product = products.find((candidate) => candidate.slug === slug);
  if (!product) return [];
  const random = randomOf(`reviews of ${slug}`);
  const newest = slug === 'laptop' ? classicReviews : [];
  const stars =
    slug === 'laptop'
      ? [...newest.map((review) => review.stars), ...shuffled(random, olderClassicStars)]
      : starsOf(product, random);
  const dates = datesOf(stars.length, random);
  const write = writerFor(product, random);
  return stars.map((count, index) => ({
    id: `${slug}-${stars.length - index}`,
    date: dates[index] ?? catalogueDay,
    ...(newest[index] ?? { ...write(count), stars: count, verified: random() < 0.86 }),
  }));
}

/** Bestsellers have many reviews, the rest a few; how good a product is shows in all of them. */
function starsOf(product: CatalogueProduct, random: Random): number[] {
  const count = Math.round(3 + 110 / Math.sqrt(product.salesRank) + random() * 14);
  const quality = 0.5 + random() * 0.4;
  return Array.from({ length: count }, () => starsFor(random(), quality));
}

/** @param luck 0–1 @param quality the share of five stars, about */
function starsFor(luck: number, quality: number): number {
  if (luck < quality) return 5;
  const rest = (luck - quality) / (1 - quality);
  if (rest < 0.62) return 4;
  if (rest < 0.82) return 3;
  return rest < 0.92 ? 2 : 1;
}

/** Days before {@link catalogueDay}, newest first, denser towards it. */
function datesOf(count: number, random: Random): string[] {
  const ages = Array.from({ length: count }, () => 4 + Math.floor(random() ** 1.7 * 700));
  return ages
    .sort((one, other) => one - other)
    .map((age) => new Date(Date.parse(catalogueDay) - age * dayMs).toISOString().slice(0, 10));
}

/** Writes reviews of one product that don't repeat what the last one said. */
function writerFor(product: CatalogueProduct, random: Random) {
  const kind = kinds.find((candidate) => candidate.id === product.kind);
  if (!kind) throw new Error(`${product.slug} is of no kind`);
  const like = deckOf(random, kind.likes);
  const dislike = deckOf(random, kind.dislikes);
  const author = deckOf(random, authors);
  const words = verdicts.map(({ titles, remarks }) => ({
    title: deckOf(random, titles),
    remark: deckOf(random, remarks),
  }));
  return (stars: number) => {
    const { title, remark } = words[stars - 1] as (typeof words)[number];
    const luck = random();
    const opinion = stars > 3 ? like : dislike;
    const said =
      stars === 4 && luck < 0.6
        ? [like(), dislike()]
        : luck < 0.2
          ? [opinion()]
          : luck < 0.6
            ? [opinion(), remark()]
            : [remark(), opinion()];
    return { title: title().replace('{noun}', product.noun), text: said.join(' '), author: author() };
  };
}
