// All products of the shop, from the kinds: each with its price, stock, place among the bestsellers and companions.
import { type CategorySlug, categories } from './categories.ts';
import { catalogueDay, dayMs } from './day.ts';
import type { Kind, Model, Specification } from './kind.ts';
import { kinds } from './kinds/index.ts';
import { between, randomOf, shuffled } from './random.ts';

export interface CatalogueProduct {
  readonly slug: string;
  readonly name: string;
  readonly noun: string;
  readonly tagline: string;
  readonly summary: string;
  readonly description: string;
  readonly specifications: readonly Specification[];
  readonly category: CategorySlug;
  readonly picture: string;
  readonly pictureAlt: string;
  /** 0–3; neighbours in the list of their category differ. */
  readonly tile: number;
  readonly priceCents: number;
  readonly stock: number;
  /** Days until delivery when ordered today. */
  readonly deliveryDays: number;
  /** The day from which on it is sold, as 2026-11-12: within the two years before {@link catalogueDay}. */
  readonly listedOn: string;
  /** 1 sells best. */
  readonly salesRank: number;
  /** How often it was looked at in the week before the catalogue was made. */
  readonly viewsThisWeek: number;
  /** Slugs of products that go well with it. */
  readonly related: readonly string[];
  /** Id of its kind. */
  readonly kind: string;
}

interface Draft {
  readonly kind: Kind;
  readonly model: Model;
  readonly slug: string;
}

const drafts: readonly Draft[] = kinds.flatMap((kind) =>
  kind.models.map((model) => ({ kind, model, slug: slugOf(model.name) })),
);

/** The products in the order of their sales rank; the same objects at every call. */
export const products: readonly CatalogueProduct[] = inOrderOfSales().map((draft, index, all) => {
  const { kind, model, slug } = draft;
  const random = randomOf(`offer of ${slug}`);
  const inCategory = all.slice(0, index).filter((other) => other.kind.category === kind.category).length;
  return {
    slug,
    name: model.name,
    noun: kind.noun,
    tagline: model.tagline,
    summary: model.summary,
    description: kind.description,
    specifications: model.specifications,
    category: kind.category,
    picture: kind.picture,
    pictureAlt: kind.alt,
    // Neighbours differ inside a category, and the bestsellers of several categories do, too.
    tile: (inCategory + categories.findIndex(({ slug }) => slug === kind.category)) % 4,
    priceCents: model.priceCents,
    ...offer(random()),
    listedOn: listedOn(slug),
    salesRank: index + 1,
    viewsThisWeek: Math.round(900 / (index + 9)) + Math.floor(random() ** 4 * 90),
    related: companionsOf(draft),
    kind: kind.id,
  };
});

/** `Smart bulb, 3 pack` → `smart-bulb-3-pack`. */
function slugOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** The classic four lead; after that the first models of a kind sell better than its odd ones, and luck decides. */
function inOrderOfSales(): Draft[] {
  const classics = ['laptop', 'mouse', 'keyboard', 'monitor'];
  const place = ({ slug, kind, model }: Draft) => {
    const classic = classics.indexOf(slug);
    if (classic >= 0) return classic - classics.length;
    return randomOf(`sales of ${slug}`)() + kind.models.indexOf(model) / kind.models.length;
  };
  return [...drafts].sort((one, other) => place(one) - place(other));
}

/** Most products lie in the next hall; a few run out. */
function offer(luck: number): { stock: number; deliveryDays: number } {
  if (luck < 0.03) return { stock: 0, deliveryDays: 12 };
  if (luck < 0.1) return { stock: 1 + Math.floor(luck * 40), deliveryDays: 2 };
  return { stock: 6 + Math.floor(luck * 240), deliveryDays: luck < 0.8 ? 2 : 3 };
}

/** Its own generator: what else is drawn for a product stays as it is. */
function listedOn(slug: string): string {
  const ageDays = between(randomOf(`listing of ${slug}`), 1, 730);
  return new Date(Date.parse(catalogueDay) - ageDays * dayMs).toISOString().slice(0, 10);
}

/** One product from each of three kinds that go with it: where it can be, one that doesn't cost much more than itself. */
function companionsOf({ kind, model, slug }: Draft): string[] {
  const random = randomOf(`companions of ${slug}`);
  const isBestKnown = kind.models.indexOf(model) === 0;
  const choices = kind.goesWith.map((id) => {
    const all = drafts.filter((draft) => draft.kind.id === id && draft.slug !== slug);
    const fitting = all.filter((draft) => draft.model.priceCents <= model.priceCents * 1.5);
    if (fitting.length === 0) return { slug: all[0]?.slug, fits: false };
    return { slug: (isBestKnown ? fitting : shuffled(random, fitting))[0]?.slug, fits: true };
  });
  return [...choices.filter(({ fits }) => fits), ...choices.filter(({ fits }) => !fits)]
    .slice(0, 3)
    .flatMap((choice) => choice.slug ?? []);
}
