import { kind } from '../kind.ts';

export const curiosity = [
  kind({
    id: 'scale',
    category: 'science',
    picture: 'balance-scale',
    alt: 'A balance',
    noun: 'scale',
    columns: ['Weighs', 'Step', 'Power'],
    also: { Surface: 'Steel, wipes clean', Guarantee: '3 years' },
    has: (of) => `Weighs up to ${of.Weighs} in steps of ${of.Step}.`,
    description: 'It stays on while you think. The buttons work with wet fingers, and the reading does not jump.',
    goesWith: ['sensor', 'rechargeable-cells', 'microscope'],
    likes: ['Agrees with the scale at the post office.', 'Easy to clean.', 'Reads in a second.'],
    dislikes: ['Switches itself off too soon.', 'I would like larger numbers.'],
    models: `
      Kitchen scale Galley | 25 | To 5 kg | A scale for bread and cakes. | 5 kg | 1 g | USB-C
      Precision scale Grain | 45 | To 0.01 g | A scale for coffee, spices and gold. | 500 g | 0.01 g | USB-C
      Body scale Plumb | 39 | Without an app | A scale that tells you one number. | 180 kg | 100 g | needs no battery: stepping on makes the power
    `,
  }),
  kind({
    id: 'compass',
    category: 'science',
    picture: 'compass',
    alt: 'A compass',
    noun: 'compass',
    columns: ['Type', 'Body', 'Weight'],
    also: { Needle: 'In oil, stands still in 3 seconds', Guarantee: '10 years' },
    has: (of) => `${of.Type}, ${of.Body}, ${of.Weight}.`,
    description: 'It needs no power and no satellite. The scale glows for six hours after a minute of light.',
    goesWith: ['torch', 'backpack', 'watch'],
    likes: [
      'Works when everything else is empty.',
      'The needle settles at once.',
      'Handed it to my daughter, and she led us home.',
    ],
    dislikes: ['The cord is short.', 'The numbers are small.'],
    models: `
      Compass Trail | 25 | On a clear plate | A compass that lies on the map. | Plate compass | acrylic | 48 g
      Compass Bearing | 59 | With mirror | A compass for exact directions across the valley. | Mirror compass | aluminium | 96 g
      Boat compass Binnacle | 119 | For boats | A compass that stays level when nothing else does. | Boat compass | brass | 640 g
    `,
  }),
  kind({
    id: 'robot-kit',
    category: 'science',
    picture: 'robot',
    alt: 'A robot to build',
    noun: 'robot kit',
    columns: ['Parts', 'Age', 'Learns'],
    also: { Programs: 'Blocks, then Python', Battery: 'USB-C, 2 hours', Guarantee: '2 years' },
    has: (of) => `${of.Parts} parts, ${of.Age}, ${of.Learns}.`,
    description:
      'Everything is screwed, nothing is glued, so it can become something else next month. The plans are free, and so are the ones of other builders.',
    goesWith: ['screwdriver', 'rechargeable-cells', 'laptop'],
    likes: [
      'Built on Saturday, working on Sunday.',
      'The instructions have no gaps.',
      'My daughter has rewritten its program three times.',
    ],
    dislikes: ['One screw was missing.', 'The battery could last longer.'],
    models: `
      Robot kit Hermit | 79 | First robot | A small robot that follows lines and hands. | 120 | from 8 years | lines, light and sound
      Robot kit Octo | 169 | Eight legs | A robot that walks, and stumbles like a calf. | 310 | from 12 years | walking and balance
      Robot arm Crane | 229 | Lifts 200 g | An arm that sorts, pours and plays chess. | 260 | from 14 years | reach and grip
    `,
  }),
  kind({
    id: 'satellite-kit',
    category: 'science',
    picture: 'satellite',
    alt: 'A satellite',
    noun: 'model kit',
    columns: ['Size', 'Parts', 'Age'],
    also: { Material: 'Card, wood and metal', Glue: 'Not needed' },
    has: (of) => `${of.Size}, ${of.Parts} parts, ${of.Age}.`,
    description: 'Each part has the name of the real one printed on it. A booklet tells what it found up there.',
    goesWith: ['telescope', 'microscope', 'screwdriver'],
    likes: ['A quiet weekend with my father.', 'Every part fits.', 'Looks grand above the desk.'],
    dislikes: ['The foil creases easily.', 'Needs small fingers.'],
    models: `
      Model satellite Wanderer | 39 | 40 cm, card and foil | A far traveller to hang from the ceiling. | 40 cm | 180 | from 10 years
      Model space station Haven | 59 | 60 cm, turns | A house in orbit, with windows and a garden. | 60 cm | 320 | from 12 years
    `,
  }),
];
