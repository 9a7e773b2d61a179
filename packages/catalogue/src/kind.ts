// A kind of product: what all laptops have in common, and one line for each model.
import type { CategorySlug } from './categories.ts';

export interface Specification {
  readonly name: string;
  readonly value: string;
}

export interface Model {
  readonly name: string;
  readonly priceCents: number;
  readonly tagline: string;
  /** Two sentences: what it is for, and what it has. */
  readonly summary: string;
  readonly specifications: readonly Specification[];
}

export interface Kind {
  readonly id: string;
  readonly category: CategorySlug;
  /** File of its picture, without the ending. */
  readonly picture: string;
  readonly alt: string;
  /** Fits "You can still buy this …". */
  readonly noun: string;
  readonly description: string;
  /** Ids of the kinds whose products are offered beside it, best first. */
  readonly goesWith: readonly string[];
  /** Sentences of happy and of unhappy buyers. */
  readonly likes: readonly string[];
  readonly dislikes: readonly string[];
  readonly models: readonly Model[];
}

interface KindTable<Columns extends readonly string[]> extends Omit<Kind, 'models'> {
  /** Names of the specifications that differ from model to model. */
  readonly columns: Columns;
  /** Specifications that all models share. */
  readonly also: Readonly<Record<string, string>>;
  /** The second sentence of the summary, from the values of a model. */
  readonly has: (of: Readonly<Record<Columns[number], string>>) => string;
  /** A model a line: name | dollars | tagline | what it is for, a sentence | a value for each column. */
  readonly models: string;
}

/** A kind, with the lines of its table read as models. */
export function kind<const Columns extends readonly string[]>(table: KindTable<Columns>): Kind {
  const { columns, also, has, models, ...shared } = table;
  const readModel = (line: string): Model => {
    const [name = '', dollars, tagline = '', purpose = '', ...values] = line.split('|').map((cell) => cell.trim());
    if (values.length !== columns.length)
      throw new Error(`${shared.id}: a value for each column, please, in "${line}"`);
    const own = columns.map((column, index) => [column, values[index] ?? ''] as const);
    return {
      name,
      priceCents: Math.round(Number(dollars) * 100),
      tagline,
      summary: `${purpose} ${has(Object.fromEntries(own) as Record<Columns[number], string>)}`,
      specifications: [...own, ...Object.entries(also)].map(([name, value]) => ({ name, value })),
    };
  };
  const lines = models.split('\n').map((line) => line.trim());
  return { ...shared, models: lines.filter((line) => line !== '').map(readModel) };
}
