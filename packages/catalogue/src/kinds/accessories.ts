import { kind } from '../kind.ts';

export const accessories = [
  kind({
    id: 'mouse',
    category: 'accessories',
    picture: 'computer-mouse',
    alt: 'A wireless computer mouse',
    noun: 'mouse',
    columns: ['Connection', 'Battery', 'Buttons', 'Weight'],
    also: { Sensor: 'Works on glass', Guarantee: '2 years' },
    has: (of) => `${of.Connection}, ${of.Buttons} buttons, ${of.Battery}.`,
    description:
      'The feet are replaceable and the wheel is metal. It works at once on every computer, without a program to install.',
    goesWith: ['keyboard', 'laptop-bag', 'monitor', 'charger'],
    likes: [
      'So quiet that nobody in the library turns round.',
      'Fits my hand as if it was made for it.',
      'The wheel spins freely through long documents.',
      'Works at once, nothing to install.',
      'Glides on my old wooden desk as on ice.',
    ],
    dislikes: ['Too small for large hands.', 'I would like it in another colour.', 'The feet collect dust.'],
    models: `
      Mouse | 29 | Wireless, quiet | A quiet mouse for every desk. | Wireless | 18 months on one cell | 3 | 84 g
      Mouse Pebble | 19 | Small, wired | A small mouse that never needs charging. | USB-C cable | no battery needed | 3 | 71 g
      Mouse Perch | 59 | Upright grip | An upright mouse that lets the wrist rest as in a handshake. | Wireless | 4 months on one charge | 6 | 125 g
      Mouse Dart | 69 | Light, for games | A light mouse that goes where you look. | Wireless or cable | 80 hours on one charge | 6 | 58 g
      Mouse Minnow | 35 | Flat, for travel | A flat mouse that slips into a pocket. | Bluetooth | 6 months on one charge | 3 | 62 g
      Mouse Marlin | 89 | For large hands | A large mouse with a thumb rest for long days. | Bluetooth or wireless | 70 days on one charge | 8 | 141 g
      Mouse Sprat | 24 | For children | A mouse for small hands, washable. | USB-C cable | no battery needed | 2 | 48 g
    `,
  }),
  kind({
    id: 'keyboard',
    category: 'accessories',
    picture: 'keyboard',
    alt: 'A computer keyboard',
    noun: 'keyboard',
    columns: ['Layout', 'Keys', 'Connection', 'Light'],
    also: { Cable: 'USB-C, 1.8 m', Guarantee: '2 years' },
    has: (of) => `${of.Layout}, ${of.Keys} keys, ${of.Connection}.`,
    description:
      'The letters are moulded through the keys and do not wear off. The feet give three heights, and the cable leaves left, right or in the middle.',
    goesWith: ['mouse', 'monitor', 'dock', 'laptop'],
    likes: [
      'Typing on it feels like a good pencil.',
      'My colleagues thanked me for the sound.',
      'After a week my hands knew where everything is.',
      'Solid: it does not slide and does not bend.',
      'The keys are still as dark as on the first day.',
    ],
    dislikes: ['A wrist rest is not in the box.', 'The space bar rattles a little.', 'I would like a darker grey.'],
    models: `
      Keyboard | 49 | Full size, backlit | A full-size keyboard for long texts and long numbers. | Full size, 104 keys | quiet | USB-C cable | White, dims by itself
      Keyboard Reed | 39 | Flat, wireless | A flat keyboard that tidies up the desk. | Full size, 104 keys | flat | Bluetooth | None
      Keyboard Coral | 99 | Mechanical, 75 % | A mechanical keyboard with a soft, round sound. | 75 %, 84 keys | mechanical | Bluetooth or USB-C cable | White
      Keyboard Kelp | 129 | Split, for wrists | A keyboard in two halves that lets the shoulders drop. | Split, 68 keys | mechanical | USB-C cable | White
      Keyboard Tern | 59 | Folds, for travel | A keyboard that folds to the size of a phone. | Compact, 64 keys | flat | Bluetooth | None
      Keyboard Squall | 109 | For games | A fast keyboard for evenings with games. | Without number pad, 87 keys | mechanical | USB-C cable | Any colour, per key
      Keyboard Cove | 79 | With number pad | A low keyboard for accountants and everyone else. | Full size, 110 keys | flat | Bluetooth or USB-C cable | White
    `,
  }),
  kind({
    id: 'trackball',
    category: 'accessories',
    picture: 'trackball',
    alt: 'A trackball with a large ball',
    noun: 'trackball',
    columns: ['Ball', 'Connection', 'Buttons'],
    also: { Hand: 'Left or right', Guarantee: '3 years' },
    has: (of) => `${of.Ball} ball, ${of.Connection}, ${of.Buttons} buttons.`,
    description:
      'The ball comes out with a push from below, and so does the dust. The base is heavy and stays where it is.',
    goesWith: ['keyboard', 'monitor', 'dock'],
    likes: [
      'My shoulder stopped hurting after a week.',
      'It needs no space at all, which is all the space I have.',
      'The ball rolls like on oil.',
      'Great for long time lines in film cutting.',
    ],
    dislikes: ['The first two days were slow.', 'It wants cleaning once a week.'],
    models: `
      Trackball Orb | 79 | Ball under the fingers | A trackball for desks without room for a mouse. | 55 mm | USB-C cable | 4
      Trackball Pearl | 49 | Ball under the thumb | A thumb trackball for people who come from a mouse. | 34 mm | Wireless | 5
      Trackball Globe | 119 | Large, with ring | A large trackball with a ring to scroll. | 58 mm | Wireless or cable | 6
    `,
  }),
];
