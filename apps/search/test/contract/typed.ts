// What people type, and what must stand among the first three. As they do it: in a hurry, with the words of their last shop.

export interface Typed {
  readonly query: string;
  /** Slugs that must all stand among the first three, or such beginnings of slugs that all three have one of. */
  readonly first: readonly string[] | { readonly all: readonly string[] };
  /** What the page says it has searched for instead. */
  readonly correctedTo?: string;
}

export const typed: readonly Typed[] = [
  // One word, as the shop has it.
  { query: 'laptop', first: ['laptop'] },
  { query: 'monitor', first: ['monitor'] },
  { query: 'Keyboard', first: ['keyboard'] },
  { query: 'telescope', first: { all: ['telescope-'] } },
  {
    query: 'printer',
    first: {
      all: ['printer-', 'laser-printer', 'label-printer', 'ink-printer', 'photo-printer', 'all-in-one-printer'],
    },
  },
  // More than one of it.
  { query: 'laptops', first: ['laptop'] },
  { query: 'headphones', first: ['headphones-drift'] },
  { query: 'cameras', first: { all: ['camera-', 'compact-camera-', 'action-camera-', 'cinema-camera-'] } },
  { query: 'smart bulbs', first: { all: ['smart-bulb'] } },
  // Mistyped.
  { query: 'labtop', first: ['laptop'], correctedTo: 'laptop' },
  { query: 'lpatop', first: ['laptop'], correctedTo: 'laptop' },
  { query: 'keybord', first: ['keyboard'], correctedTo: 'keyboard' },
  { query: 'moniter', first: ['monitor'], correctedTo: 'monitor' },
  { query: 'hedphones', first: ['headphones-drift'], correctedTo: 'headphones' },
  {
    query: 'micrphone',
    first: {
      all: [
        'podcast-microphone',
        'wireless-microphone',
        'stage-microphone',
        'studio-microphone',
        'desk-microphone',
        'instrument-microphone',
      ],
    },
    correctedTo: 'microphone',
  },
  { query: 'wireles mouse', first: { all: ['mouse'] }, correctedTo: 'wireless mouse' },
  { query: 'projecter', first: { all: ['projector-'] }, correctedTo: 'projector' },
  // Called something else.
  { query: 'notebook', first: ['laptop'] },
  { query: 'notebok', first: ['laptop'], correctedTo: 'notebook' },
  { query: 'tv', first: { all: ['tv-'] } },
  { query: 'television', first: { all: ['tv-'] } },
  { query: 'cell phone', first: { all: ['phone-'] } },
  { query: 'flashlight', first: { all: ['torch-', 'lantern-', 'head-torch'] } },
  { query: 'vacuum cleaner', first: { all: ['robot-vacuum-'] } },
  { query: 'rucksack', first: { all: ['backpack-', 'camera-backpack'] } },
  { query: 'ebike', first: { all: ['e-bike-'] } },
  { query: 'powerbank', first: { all: ['power-bank-'] } },
  { query: 'beamer', first: { all: ['projector-'] } },
  { query: 'batteries', first: { all: ['rechargeable-cells-'] } },
  // Several words.
  { query: 'laptop bag', first: { all: ['laptop-bag-'] } },
  { query: 'wireless microphone', first: { all: ['wireless-microphone-'] } },
  { query: 'electric guitar', first: ['guitar-squid'] },
  { query: 'gaming laptop', first: { all: ['laptop'] } },
  { query: 'quiet mouse for the office', first: ['mouse'] },
  { query: 'robot kit', first: ['robot-kit-hermit', 'robot-kit-octo'] },
  // Names and parts of names.
  { query: 'Laptop Schooner', first: ['laptop-schooner'] },
  { query: 'albatross', first: ['camera-albatross'] },
  { query: 'fitness band ripple plus', first: ['fitness-band-ripple-plus'] },
  // Values of specifications.
  { query: 'oled tv', first: { all: ['tv-gulf', 'tv-ocean'] } },
  { query: 'laptop 64gb', first: ['laptop-clipper'] },
  { query: 'ssd 4 tb', first: ['ssd-4-tb', 'portable-ssd-rock-4-tb'] },
  { query: '65w charger', first: ['charger-65-w'] },
  { query: 'wifi 7 router', first: ['router-lookout'] },
];
