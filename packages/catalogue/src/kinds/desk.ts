import { kind } from '../kind.ts';

export const desk = [
  kind({
    id: 'dock',
    category: 'accessories',
    picture: 'electric-plug',
    alt: 'A dock with its cable and plug',
    noun: 'dock',
    columns: ['Ports', 'Screens', 'Power'],
    also: { Connection: 'USB-C, cable of 80 cm', Case: 'Aluminium', Guarantee: '2 years' },
    has: (of) => `${of.Ports} ports, ${of.Screens}, ${of.Power} for the laptop.`,
    description: 'It needs no program and wakes up with the laptop. The case takes the heat away without a fan.',
    goesWith: ['monitor', 'keyboard', 'mouse'],
    likes: [
      'One cable in the morning, one cable in the evening. That is all I wanted.',
      'Everything plugged in was found at once.',
      'Stays cool on a full day.',
      'Heavy enough not to be pulled off the desk by its cables.',
    ],
    dislikes: ['The cable could be longer.', 'The ports sit close together.'],
    models: `
      Dock Mole | 59 | 7 ports, for the bag | A dock that fits into a pocket. | 7 | one screen | 85 W
      Dock Marina | 149 | 11 ports, two screens | A dock for the desk at home. | 11 | two screens in 4K | 96 W
      Dock Lighthouse | 259 | 14 ports, three screens | A dock for people with three screens and many disks. | 14 | three screens in 4K | 100 W
      Dock Quayside | 99 | 9 ports, one screen | A dock for the kitchen table and back again. | 9 | one screen in 4K | 85 W
    `,
  }),
  kind({
    id: 'charger',
    category: 'accessories',
    picture: 'electric-plug',
    alt: 'A charger with its plug',
    noun: 'charger',
    columns: ['Power', 'Ports', 'Size'],
    also: { Voltage: '100–240 V', Cable: 'USB-C, 1.5 m, in the box', Guarantee: '2 years' },
    has: (of) => `${of.Power} from ${of.Ports}, ${of.Size}.`,
    description: 'It asks each device how much it may give and never gives more. The plug folds in for the bag.',
    goesWith: ['power-bank', 'laptop-bag', 'smartphone'],
    likes: [
      'Replaced three chargers in my bag.',
      'Full by the time I have had breakfast.',
      'It gets warm, never hot.',
      'Holds on in loose hotel sockets.',
    ],
    dislikes: ['It covers the socket next to it.', 'I would have liked a longer cable.'],
    models: `
      Charger 20 W | 15 | For phones | A small charger for phones and earphones. | 20 W | 1 × USB-C | 3 × 3 × 4 cm
      Charger 45 W | 29 | For tablets | A charger for a tablet and a phone at once. | 45 W | 2 × USB-C | 4 × 4 × 4 cm
      Charger 65 W | 39 | For laptops | A charger for nearly every laptop, no larger than a matchbox. | 65 W | 2 × USB-C, 1 × USB-A | 5 × 5 × 3 cm
      Charger 140 W | 79 | For large laptops | A charger for a large laptop and all that lies beside it. | 140 W | 3 × USB-C, 1 × USB-A | 7 × 7 × 3 cm
    `,
  }),
  kind({
    id: 'control-deck',
    category: 'accessories',
    picture: 'control-knobs',
    alt: 'A small panel with control knobs',
    noun: 'control deck',
    columns: ['Keys', 'Knobs', 'Screen'],
    also: {
      Connection: 'USB-C cable, 1.5 m',
      Programs: 'Works with anything that has shortcuts',
      Guarantee: '2 years',
    },
    has: (of) => `${of.Keys} keys and ${of.Knobs}, each with a job you choose.`,
    description:
      'Each program gets its own set of keys and changes to it by itself. Settings are kept in the deck, so it works on the next computer, too.',
    goesWith: ['podcast-microphone', 'keyboard', 'monitor'],
    likes: [
      'Muting myself with a real key has saved more than one meeting.',
      'The knobs have just the right resistance.',
      'I cut a film in half the time.',
      'Set up once, never touched the settings again.',
    ],
    dislikes: ['The stand is too steep for my desk.', 'Icons are easier to change on a computer than on the deck.'],
    models: `
      Control deck Six | 69 | 6 keys, 1 knob | A small deck for calls: mute, camera, hang up. | 6 | 1 knob | None
      Control deck Fifteen | 149 | 15 keys with pictures | A deck whose keys show what they do. | 15 | 2 knobs | In each key
      Control deck Helm | 219 | 8 keys, 6 knobs | A deck of knobs for light, colour and sound. | 8 | 6 knobs | One wide strip
    `,
  }),
];
