// What the shop is divided into, in the order in which it shows them.

export const categories = [
  { slug: 'computers', name: 'Computers', picture: 'laptop' },
  { slug: 'accessories', name: 'Accessories', picture: 'keyboard' },
  { slug: 'audio', name: 'Audio', picture: 'headphone' },
  { slug: 'cameras', name: 'Cameras', picture: 'camera' },
  { slug: 'gaming', name: 'Gaming', picture: 'video-game' },
  { slug: 'smart-home', name: 'Smart home', picture: 'light-bulb' },
  { slug: 'phones', name: 'Phones', picture: 'mobile-phone' },
  { slug: 'wearables', name: 'Wearables', picture: 'watch' },
  { slug: 'tv-and-film', name: 'TV and film', picture: 'television' },
  { slug: 'storage', name: 'Storage', picture: 'computer-disk' },
  { slug: 'microphones', name: 'Microphones', picture: 'studio-microphone' },
  { slug: 'office', name: 'Office', picture: 'printer' },
  { slug: 'power', name: 'Power', picture: 'battery' },
  { slug: 'science', name: 'Science', picture: 'telescope' },
  { slug: 'mobility', name: 'Mobility and bags', picture: 'bicycle' },
  { slug: 'tools', name: 'Tools', picture: 'toolbox' },
] as const;

export type CategorySlug = (typeof categories)[number]['slug'];
export type CatalogueCategory = (typeof categories)[number];
