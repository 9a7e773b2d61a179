import { kind } from '../kind.ts';

export const cameras = [
  kind({
    id: 'camera',
    category: 'cameras',
    picture: 'camera',
    alt: 'A camera with its lens',
    noun: 'camera',
    columns: ['Sensor', 'Lens', 'Film', 'Weight'],
    also: { Card: 'SD, not in the box', Charging: 'USB-C', Guarantee: '2 years' },
    has: (of) => `${of.Sensor}, ${of.Lens}, ${of.Weight}.`,
    description:
      'Every dial does one thing and can be read when the camera is off. It finds eyes, of people and of birds, and stays on them.',
    goesWith: ['ssd', 'backpack', 'power-bank', 'printer'],
    likes: [
      'The pictures look like what I remember.',
      'Sharp where it should be, nearly every time.',
      'The grip is right, even with gloves.',
      'Colours straight from the camera, no editing.',
      'Quiet enough for a christening.',
    ],
    dislikes: ['The menu is a maze.', 'A second battery is a must.', 'The strap in the box is scratchy.'],
    models: `
      Camera Albatross | 1199 | 24 MP, with lens | A camera for people who want to learn and to stay. | 24 megapixels | 18–55 mm | 4K at 60 frames | 640 g
      Camera Heron | 749 | 20 MP, light | A light camera for walks and families. | 20 megapixels | 15–45 mm | 4K at 30 frames | 390 g
      Camera Osprey | 1899 | 33 MP, full frame | A camera for light, and for when there is none. | 33 megapixels, full frame | 28–70 mm | 4K at 60 frames | 980 g
      Camera Kingfisher | 2499 | For birds and sport | A camera that catches what is gone already. | 24 megapixels, 40 pictures a second | 100–400 mm | 4K at 120 frames | 1,850 g
      Camera Wren | 579 | Looks old, is new | A camera with dials of metal, for streets and cafés. | 26 megapixels | 27 mm, fixed | 4K at 30 frames | 410 g
      Camera Plover | 1499 | 40 MP, weatherproof | A camera for coasts and mountains. | 40 megapixels | 16–80 mm | 6K at 30 frames | 870 g
    `,
  }),
  kind({
    id: 'compact-camera',
    category: 'cameras',
    picture: 'camera-with-flash',
    alt: 'A compact camera with its flash firing',
    noun: 'compact camera',
    columns: ['Sensor', 'Zoom', 'Protection', 'Weight'],
    also: { Screen: '3-inch, tilts', Charging: 'USB-C', Guarantee: '2 years' },
    has: (of) => `${of.Sensor}, ${of.Zoom}, ${of.Weight}.`,
    description:
      'On in a second, ready for the next picture in half of one. It hands pictures to the phone without asking twice.',
    goesWith: ['ssd', 'power-bank', 'backpack'],
    likes: [
      'Always in the jacket, so always there.',
      'Better than my phone as soon as it gets dark.',
      'Sharper than it has any right to be.',
    ],
    dislikes: ['The flash is small.', 'The screen is hard to see in the sun.'],
    models: `
      Compact camera Finch | 349 | 10 × zoom | A camera for the jacket pocket. | 20 megapixels | 10 × zoom | None | 240 g
      Compact camera Puffin | 399 | Waterproof to 15 m | A camera for snorkels, sand and children. | 12 megapixels | 4 × zoom | Waterproof to 15 m | 253 g
      Compact camera Stork | 529 | 30 × zoom | A camera for one bag and a long journey. | 20 megapixels | 30 × zoom | None | 299 g
      Compact camera Lark | 449 | Large sensor | A camera for evenings and for light from behind. | 20 megapixels, 1-inch | 4 × zoom | None | 294 g
    `,
  }),
];
