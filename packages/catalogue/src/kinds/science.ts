import { kind } from '../kind.ts';

export const science = [
  kind({
    id: 'telescope',
    category: 'science',
    picture: 'telescope',
    alt: 'A telescope on its tripod',
    noun: 'telescope',
    columns: ['Opening', 'Focal length', 'Mount'],
    also: { Eyepieces: '25 mm and 10 mm', Finder: 'Red dot', Guarantee: '5 years' },
    has: (of) => `${of.Opening} opening, ${of['Focal length']}, ${of.Mount}.`,
    description:
      'Set up in the dark with three screws that cannot be lost. A map of the sky for each month is in the box.',
    goesWith: ['compass', 'torch', 'camera'],
    likes: [
      'The rings of Saturn, from a balcony in town.',
      'The tripod does not shake.',
      'My son knows the moon better than our street now.',
    ],
    dislikes: ['The finder is cheap.', 'The manual assumes that you know it all.'],
    models: `
      Telescope First Light | 149 | 70 mm, for beginners | A telescope for the moon and the first planets. | 70 mm | 700 mm | turns by hand
      Telescope Polaris | 399 | 130 mm mirror | A telescope for galaxies in dark places. | 130 mm | 650 mm | with counterweight
      Telescope Vega | 899 | Finds by itself | A telescope that finds forty thousand things by itself. | 127 mm | 1,500 mm | motor, finds objects
      Telescope Comet | 259 | 102 mm, short | A short telescope for the boot of the car. | 102 mm | 660 mm | turns by hand
    `,
  }),
  kind({
    id: 'microscope',
    category: 'science',
    picture: 'microscope',
    alt: 'A microscope',
    noun: 'microscope',
    columns: ['Magnifies', 'Light', 'Camera'],
    also: { Stage: 'Moves in two directions', Case: 'Metal', Guarantee: '5 years' },
    has: (of) => `Magnifies ${of.Magnifies}, ${of.Light}, ${of.Camera}.`,
    description:
      'The lenses are glass and the gears are metal. Ten prepared slides are in the box, and fifty empty ones.',
    goesWith: ['scale', 'laptop', 'robot-kit'],
    likes: [
      'A drop from the pond, and the evening was gone.',
      'Sharp right up to the last step.',
      'Solid: nothing wobbles.',
    ],
    dislikes: ['The light is uneven on the lowest step.', 'No dust cover in the box.'],
    models: `
      Microscope Plankton | 119 | 40–640 ×, for school | A microscope for ponds, onions and curiosity. | 40–640 × | LED from below | no camera
      Microscope Diatom | 289 | 40–1,000 × | A microscope for people who stay with it. | 40–1,000 × | LED from above and below | no camera
      Microscope Atlas | 449 | With camera | A microscope that shows the whole class. | 40–1,000 × | LED from above and below | 12-megapixel camera
      Microscope Copepod | 189 | Two eyes, 20–40 × | A microscope for stamps, stones and insects. | 20–40 × | LED from above and below | no camera
    `,
  }),
  kind({
    id: 'binoculars',
    category: 'science',
    picture: 'telescope',
    alt: 'A telescope',
    noun: 'pair of binoculars',
    columns: ['Magnifies', 'Lenses', 'Weight'],
    also: { Filled: 'With nitrogen, never fogs', Tripod: 'Standard thread', Guarantee: '10 years' },
    has: (of) => `Magnifies ${of.Magnifies}, ${of.Lenses} lenses, ${of.Weight}.`,
    description:
      'The wheel turns with one finger and gloves. Eyecups twist out for people with glasses and in for those without.',
    goesWith: ['compass', 'backpack', 'torch'],
    likes: [
      'I can read the ring on the gull’s leg.',
      'Bright long after sunset.',
      'My glasses stay on, and I see it all.',
    ],
    dislikes: ['The strap is thin.', 'Heavy on a long walk.'],
    models: `
      Binoculars Strand | 129 | 8 × 42 | Binoculars for birds, boats and the opera. | 8 × | 42 mm | 680 g
      Binoculars Gannet | 199 | 10 × 42 | Binoculars for cliffs and wide water. | 10 × | 42 mm | 710 g
      Binoculars Opera | 69 | 8 × 25, small | Binoculars for the coat pocket. | 8 × | 25 mm | 290 g
    `,
  }),
];
