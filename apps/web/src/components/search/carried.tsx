import { type SearchWish, searchParams } from '@evenkeel/contracts';

/** The rest of a search, carried on by a form that changes one thing about it. */
export function Carried({ wish, without }: { wish: SearchWish; without: readonly (keyof SearchWish)[] }) {
  const rest = [...searchParams(wish)].filter(([name]) => !without.some((other) => other === name));
  return rest.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
