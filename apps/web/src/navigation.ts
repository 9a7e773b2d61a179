// The categories that the header offers, and all that web knows when nobody answers: name, address, picture.
import type { Shown } from './decision.ts';

export const mainCategories = [
  { slug: 'computers', name: 'Computers', picture: 'laptop' },
  { slug: 'audio', name: 'Audio', picture: 'headphone' },
  { slug: 'cameras', name: 'Cameras', picture: 'camera' },
  { slug: 'gaming', name: 'Gaming', picture: 'video-game' },
  { slug: 'smart-home', name: 'Smart home', picture: 'light-bulb' },
] as const;

/** A category's name if the header knows it. */
export const categoryName = (slug: string): string | undefined =>
  mainCategories.find((category) => category.slug === slug)?.name;

/** Whether the page has anything against it: one that has no list of categories does not know. */
export const canBrowse = ({ page: { sections } }: Pick<Shown, 'page'>): boolean =>
  !('categories' in sections) || sections.categories.state !== 'unavailable';
